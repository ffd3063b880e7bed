import { execaSync } from "execa";
import { expect, test } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { readComposeFile } from "./compose-file.ts";
import { foreignVolume, OWNER } from "./data-owner.ts";

const services = Object.values(readComposeFile({ env: {}, dotEnv: false }).services);

test("every broker that writes a volume has the script that says whose it is", () => {
  const writes = services.filter(({ user, volumes }) => {
    const isBroker = user === "redis" || user === "rabbitmq";
    return isBroker && volumes.some(({ kind }) => kind === "volume");
  });

  expect(writes).toHaveLength(9);
  for (const { volumes } of writes) {
    expect(volumes.map(({ source }) => source)).toContain("./config/data-owner.sh");
  }
});

test("a folder that may be written is nobody else's, and one that may not is told with its owner and who asks", () => {
  const folder = scratchFolder("owner-");
  const asked = (target: string, as = {}) =>
    execaSync("sh", ["-c", OWNER, "sh", target], as).stdout.split("\n");
  // Root may write anywhere.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const { uid = process.getuid?.(), gid = process.getgid?.() } = nobody;

  expect(asked(folder)).toEqual([""]);
  expect(asked("/", nobody)).toEqual(["0:0", `${uid}:${gid}`]);
});

test("a volume of another's is told with the command that gives it to its service", () => {
  const volume = { service: "redis", source: "redis-data", target: "/data" };

  expect(foreignVolume(volume, { owner: "100:101", user: "999:999" })).toEqual({
    service: "redis",
    seen: "redis-data belongs to 100:101, and redis runs as 999:999",
    remedy:
      "docker compose run --rm --no-deps --user 0 --cap-add CHOWN --cap-add DAC_OVERRIDE --entrypoint chown redis -R 999:999 /data",
  });
});
