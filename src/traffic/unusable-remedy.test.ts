import { describe, expect, test } from "vitest";
import { unusableRemedy } from "./unusable-remedy.ts";

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
    ["something new", "broker's log"],
  ])("%s", (seen, remedy) => {
    expect(unusableRemedy(seen)).toContain(remedy);
  });
});
