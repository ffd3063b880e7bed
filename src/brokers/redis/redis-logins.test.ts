import { expect, test } from "vitest";
import type { HostPort } from "../../stack/running-service.ts";
import { reachedAt } from "../../stack/testing.ts";
import { redisWithoutPassword } from "./redis-logins.ts";
import { redisStandIn } from "./redis-stand-in.ts";

const bulk = (...texts: string[]) =>
  [`*${texts.length}`, ...texts.map((text) => `$${text.length}\r\n${text}`)].join("\r\n");

interface Given {
  /** Whether it answers a client that has not logged in. */
  isOpen?: boolean;
  masterauth?: string;
  sentinelPass?: string;
  flags?: string;
}

/** A server whose password is "secret". */
function server({ isOpen = false, masterauth = "secret", sentinelPass = "secret", flags = "master" }: Given) {
  let isIn = isOpen;
  return redisStandIn((command) => {
    const [name = "", what = ""] = command.map((word) => word.toUpperCase());
    if (command.includes("AUTH")) isIn = true;
    if (!isIn && name !== "CLIENT") return "-NOAUTH Authentication required.";
    if (name === "CONFIG") return bulk("masterauth", masterauth);
    if (name === "SENTINEL" && what === "CONFIG") return bulk("sentinel-pass", sentinelPass);
    if (name === "SENTINEL") return bulk("name", "frames", "flags", flags);
    return "+OK";
  });
}

const node = (at: HostPort, REDIS_PASSWORD = "secret") =>
  reachedAt("redis", { 6379: at }, { REDIS_PASSWORD });
const sentinel = (at: HostPort) => reachedAt("redis-sentinel-1", { 26379: at }, { REDIS_PASSWORD: "secret" });

test("a node that asks for the password, and has it for the others, is closed", async () => {
  await using closed = await server({});

  expect(await redisWithoutPassword(node(closed.at))).toEqual([]);
});

test("a node that answers whoever asks is open, and one that was given no password", async () => {
  await using open = await server({ isOpen: true, masterauth: "" });

  expect(await redisWithoutPassword(node(open.at, ""))).toEqual([
    "has no REDIS_PASSWORD",
    "lets someone in without a password",
  ]);
});

test.each([
  ["", "follows another node without a password: no masterauth"],
  ["former", "follows another node with another password than REDIS_PASSWORD"],
])("a node with masterauth %j is named", async (masterauth, seen) => {
  await using closed = await server({ masterauth });

  expect(await redisWithoutPassword(node(closed.at))).toEqual([seen]);
});

test("a Sentinel logs in to the others, and to the primary that it sees", async () => {
  await using sound = await server({});
  await using silent = await server({ sentinelPass: "" });

  expect(await redisWithoutPassword(sentinel(sound.at))).toEqual([]);
  expect(await redisWithoutPassword(sentinel(silent.at))).toEqual([
    "logs in to the other Sentinels without a password: no sentinel-pass",
  ]);
});

test("a server that is not there throws: it has shown nothing", async () => {
  await expect(redisWithoutPassword(node({ host: "127.0.0.1", port: 1 }))).rejects.toThrow(/ECONNREFUSED/);
});
