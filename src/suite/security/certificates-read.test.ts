import { expect, test } from "vitest";
import { certificatesBeyondNeed } from "./certificates-read.ts";

const node = (printed: string) => ({ name: "redis", exec: async () => printed });

test("a node that reads its own certificate and that of the authority reads no more than it needs", async () => {
  expect(await certificatesBeyondNeed([node("/tls/ca.crt\n/tls/server.crt\n/tls/server.key\n")])).toEqual([]);
  expect(await certificatesBeyondNeed([node("")])).toEqual([]);
});

test("one that may read the authority's key is named", async () => {
  expect(await certificatesBeyondNeed([node("/tls/ca.crt\n/tls/ca.key\n")])).toEqual([
    "redis may read /tls/ca.key, allowed are ca.crt, server.crt, server.key",
  ]);
});
