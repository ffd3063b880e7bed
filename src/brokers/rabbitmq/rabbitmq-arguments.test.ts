import { expect, test } from "vitest";
import { settingsOfArguments } from "./rabbitmq-arguments.ts";

/** As a node of RabbitMQ 4.0 was started. */
const STARTED = [
  ...["/usr/lib/erlang/erts-15.2.7/bin/beam.smp", "-W", "w", "-P", "1048576", "-MBas", "ageffcbf"],
  ...["--", "-root", "/usr/lib/erlang", "-bindir", "/usr/lib/erlang/bin", "-progname", "erl", "--"],
  ...["-home", "/var/lib/rabbitmq", "--", "-pa", "", "-noshell", "-noinput", "-s", "rabbit", "boot"],
  ...["-boot", "start_sasl", "-kernel", "net_setuptime", "2", "-syslog", "logger", "[]"],
  ...["-syslog", "syslog_error_logger", "false", "-kernel", "prevent_overlapping_partitions", "false", "--"],
  "",
];

test("settings of applications are told from what else a machine is started with", () => {
  expect(settingsOfArguments(STARTED)).toEqual({
    "-kernel net_setuptime": "2",
    "-kernel prevent_overlapping_partitions": "false",
    "-syslog logger": "[]",
    "-syslog syslog_error_logger": "false",
  });
});

test("several settings of one application may follow each other", () => {
  expect(settingsOfArguments(["beam.smp", "--", "-rabbit", "a", "1", "b", "-2", "-noshell"])).toEqual({
    "-rabbit a": "1",
    "-rabbit b": "-2",
  });
});

test("of a setting that is named twice the last counts", () => {
  expect(settingsOfArguments(["beam.smp", "--", "-rabbit", "a", "1", "-rabbit", "a", "2"])).toEqual({
    "-rabbit a": "2",
  });
});
