import { describe, expect, test } from "vitest";
import { unusable } from "./unusable.ts";

const TARGET = { broker: "redis", host: "127.0.0.1", port: 6379, stream: "frames" } as const;

describe("What to do about a broker that takes no frames", () => {
  test.each([
    ["connect ECONNREFUSED 127.0.0.1:6399", "start it"],
    ["WRONGPASS invalid username-password pair or user is disabled.", "user and password"],
    ["NOAUTH HELLO must be called with the client already authenticated", "user and password"],
    [
      'Handshake terminated by server: 403 (ACCESS-REFUSED) with message "ACCESS_REFUSED - Login was refused"',
      "user and password",
    ],
    ["Expected ConnectionOpenOk; got <ConnectionClose channel:0>", "declare the virtual host"],
    [
      `Operation failed: QueueDeclare; 404 (NOT-FOUND) with message "NOT_FOUND - no queue 'none' in vhost '/'"`,
      "declare the queue",
    ],
    ["READONLY You can't write against a read only replica.", "--ha"],
    ["NOPERM User exporter has no permissions to run the 'xgroup|create' command", "a user who may send"],
    [
      `403 (ACCESS-REFUSED) with message "ACCESS_REFUSED - read access to queue 'frame_queue' in vhost '/' refused for user 'producer'"`,
      "a user who may send",
    ],
    ["something new", "broker's log"],
  ])("%s", (seen, remedy) => {
    expect(unusable(TARGET, "stream frames", seen).message).toContain(remedy);
  });
});
