import { expect, test } from "vitest";
import type { RunningService } from "../../stack/running-service.ts";
import type { NatsAdmin } from "./nats-admin.ts";
import { varzSchema } from "./nats-answers.ts";
import { settingsOfNode, settingsOfServer } from "./nats-settings.ts";

const told = (more: object = {}) =>
  varzSchema.parse({
    ...{ server_id: "N1", server_name: "nats", version: "2.12.2", connections: 3, mem: 1024 },
    ...{ port: 4222, max_payload: 8388608, auth_required: true, system_account: "SYS" },
    ...more,
  });

test("what a server is set to is told as texts, and figures of its work are not", () => {
  const jetstream = {
    config: { store_dir: "/var/tmp/jetstream", sync_always: true, max_storage: 8589934592 },
  };

  expect(settingsOfServer(told({ jetstream }))).toEqual({
    auth_required: "true",
    max_payload: "8388608",
    port: "4222",
    system_account: "SYS",
    gateway: "closed",
    leaf: "closed",
    mqtt: "closed",
    websocket: "closed",
    "jetstream.store_dir": "/var/tmp/jetstream",
    "jetstream.sync_always": "true",
    "jetstream.max_storage": "8589934592",
  });
});

test.for([
  ["closed", undefined],
  ["closed", {}],
  ["closed", { port: 0 }],
  ["closed", null],
  ["open", { port: 8080 }],
] as const)("a way in is %s where the server tells %j of it", ([is, websocket]) => {
  expect(settingsOfServer(told({ websocket })).websocket).toBe(is);
});

test("a node's settings are those of its server, its stream and its consumer, by whose they are", async () => {
  const node = {
    service: {
      name: "nats-2",
      exec: async ([program]: string[]) =>
        program === "sh" ? "max_traced_msg_len: 10\nMemTotal: 4194304 kB" : "",
    } as unknown as RunningService,
    varz: async () => told(),
    stream: async () => ({ config: { subjects: ["frames"], max_age: 0 } }),
    consumer: async () => ({ config: { ack_policy: "explicit" } }),
    accountLimits: async () => ({ max_streams: 1 }),
  } as unknown as NatsAdmin;

  expect(await settingsOfNode(node)).toMatchObject({
    member: "nats-2",
    of: "nats",
    settings: {
      max_payload: "8388608",
      "stream.subjects": '["frames"]',
      "stream.max_age": "0",
      "consumer.ack_policy": "explicit",
      "account.max_streams": "1",
      "conf.max_traced_msg_len": "10",
    },
  });
});
