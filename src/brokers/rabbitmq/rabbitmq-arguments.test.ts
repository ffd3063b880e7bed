import { expect, test } from "vitest";
import { settingsOfArguments } from "./rabbitmq-arguments.ts";
import { STARTED } from "./testing.ts";

test("settings of applications are told from what else a machine is started with", () => {
  expect(settingsOfArguments(STARTED)).toEqual({
    "-root": "/usr/lib/erlang",
    "-bindir": "/usr/lib/erlang/erts-15.2.7/bin",
    "-progname": "erl",
    "-home": "/var/lib/rabbitmq",
    "-pa": "",
    "-noshell": "is there",
    "-noinput": "is there",
    "-s rabbit": "boot",
    "-boot": "start_sasl",
    "-kernel net_setuptime": "2",
    "-kernel prevent_overlapping_partitions": "false",
    "-syslog logger": "[]",
    "-syslog syslog_error_logger": "false",
  });
});

test("a value without a partner stands behind its flag, beside pairs too, and all of a flag that is repeated", () => {
  const repeated = ["beam.smp", "--", "-eval", "a", "-rabbit", "a", "1", "b", "-eval", "c"];

  expect(settingsOfArguments(repeated)).toEqual({ "-rabbit a": "1", "-rabbit": "b", "-eval": "a; c" });
});

test("several settings of one application may follow each other", () => {
  expect(settingsOfArguments(["beam.smp", "--", "-rabbit", "a", "1", "b", "-2", "-noshell"])).toEqual({
    "-rabbit a": "1",
    "-rabbit b": "-2",
    "-noshell": "is there",
  });
});

test("of a setting that is named twice both values are told, and one that is the same once", () => {
  const twice = ["-rabbit", "a", "1", "-rabbit", "a", "2", "-rabbit", "b", "3", "-rabbit", "b", "3"];

  expect(settingsOfArguments(["beam.smp", "--", ...twice])).toEqual({
    "-rabbit a": "1; 2",
    "-rabbit b": "3",
  });
});
