import { expect, test } from "vitest";
import { givenFlags } from "./given-flags.ts";

test("a flag has what stands behind it, in the same word or the next one", () => {
  expect(givenFlags(["/bin/prometheus", "--query.timeout=2m", "--log.level", "warn"])).toEqual({
    "query.timeout": "2m",
    "log.level": "warn",
  });
  expect(givenFlags(["alertmanager", "--cluster.listen-address=", "--storage.path=/a=b"])).toEqual({
    "cluster.listen-address": "",
    "storage.path": "/a=b",
  });
});

test("one that is switched on or off says so", () => {
  expect(givenFlags(["--web.enable-lifecycle", "--no-storage.tsdb.wal-compression"])).toEqual({
    "web.enable-lifecycle": "true",
    "storage.tsdb.wal-compression": "false",
  });
});
