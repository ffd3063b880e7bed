import { expect, test } from "vitest";
import { settingsOfArguments } from "../../brokers/rabbitmq/rabbitmq-arguments.ts";
import { STARTED } from "../../brokers/rabbitmq/testing.ts";
import { unexpectedSettings } from "../../judges/settings.ts";
import { allowedSettingsOf } from "../../plan/settings-file.ts";

const unexpectedAmong = (args: readonly string[]) =>
  unexpectedSettings(settingsOfArguments(args), { allowed: allowedSettingsOf("rabbitmq") })
    .map(({ told }) => told)
    .filter((told) => told.startsWith("-"));

test("all that RabbitMQ's own start script gives the machine is expected", () => {
  const newer = STARTED.toSpliced(-1, 0, "-enable-feature", "maybe_expr");

  expect([STARTED, newer].flatMap(unexpectedAmong)).toEqual([]);
});

test.for([
  [["-eval", 'os:cmd("id")'], '-eval os:cmd("id") (expected it not to be set)'],
  [["-config", "/x"], "-config /x (expected it not to be set)"],
  [["-hidden"], "-hidden is there (expected it not to be set)"],
  [["-s", "mine"], "-s mine (expected it not to be set)"],
  [["-s", "mine", "start"], "-s mine start (expected it not to be set)"],
  [["-run", "mine", "start"], "-run mine start (expected it not to be set)"],
  [["-boot", "start_clean"], "-boot start_sasl; start_clean (expected start_sasl)"],
  [["-pa", "/evil"], "-pa ; /evil (expected nothing)"],
  [["-setcookie", "s3cret"], "-setcookie has a value (expected it not to be set)"],
] as const)("%j among the arguments is named", ([added, told]) => {
  expect(unexpectedAmong(STARTED.toSpliced(-1, 0, ...added))).toEqual([told]);
});
