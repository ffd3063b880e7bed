import { expect, test } from "vitest";
import { unexpectedFlags } from "./alertmanager-flags.ts";

/** As start.sh gives them. */
const DELIVERED = {
  "config.file": "/etc/alertmanager/alertmanager.yml",
  "storage.path": "/alertmanager",
  "cluster.listen-address": "",
  "enable-feature": "receiver-name-in-metrics",
};

test("the delivered flags are expected, and so is how much it says and for how long it remembers", () => {
  expect(unexpectedFlags(DELIVERED)).toEqual([]);
  expect(unexpectedFlags({ ...DELIVERED, "log.level": "debug", "data.retention": "240h" })).toEqual([]);
});

test.for([
  [{ "storage.path": "/tmp/data" }, "storage.path /tmp/data (expected /alertmanager)"],
  [{ "data.retention": "1m" }, "data.retention 60 (expected at least 172800)"],
  [{ "cluster.peer": "elsewhere:9094" }, "cluster.peer elsewhere:9094 (expected it not to be set)"],
] as const)("%j is named", ([changed, told]) => {
  expect(unexpectedFlags({ ...DELIVERED, ...changed })).toEqual([`Alertmanager is started with ${told}`]);
});
