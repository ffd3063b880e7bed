import { Socket } from "node:net";
import type { Channel } from "amqplib";
import { expect, test } from "vitest";
import { wireOf } from "./channel-wire.ts";

const opened = (channel: object) => channel as unknown as Channel;

test("the wire of a channel is its connection's socket", () => {
  const stream = new Socket();

  expect(wireOf(opened({ ch: 1, connection: { stream, frameMax: 4_096 } }))).toEqual({
    socket: stream,
    channel: 1,
    frameMax: 4_096,
  });
});

test.each([
  ["socket", { ch: 1, connection: { stream: {}, frameMax: 4_096 } }],
  ["number", { connection: { stream: new Socket(), frameMax: 4_096 } }],
  ["size", { ch: 1, connection: { stream: new Socket() } }],
])("a client that keeps the %s elsewhere is an error, and no frame is sent", (_what, channel) => {
  expect(() => wireOf(opened(channel))).toThrow("install the version of package-lock.json");
});
