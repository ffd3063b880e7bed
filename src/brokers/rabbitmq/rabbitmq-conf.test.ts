import { expect, test } from "vitest";
import { settingsOfConf } from "./rabbitmq-conf.ts";

test("settings are read whatever the spaces, and comments are none", () => {
  const text = `# RabbitMQ as the frame broker
## net_ticktime = 60
net_ticktime=14
  cluster_name =   broker
log.console.level = info # as the runbook reads it
default_pass = 'with # and ='
`;

  expect(settingsOfConf(text)).toEqual({
    net_ticktime: "14",
    cluster_name: "broker",
    "log.console.level": "info",
    default_pass: "with # and =",
  });
});

test("of a setting that is named twice the last counts", () => {
  expect(settingsOfConf("heartbeat = 10\nheartbeat = 0\n")).toEqual({ heartbeat: "0" });
});
