import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ROOT, readComposeFile, serviceOf } from "../../stack/compose-file.ts";
import { changed } from "./changed-config.ts";

const SHIPPED = serviceOf(readComposeFile({ env: {}, dotEnv: false }), "nats-2");
const CONF = join(ROOT, "config/nats/nats.conf");

const mountedAt = ({ volumes }: typeof SHIPPED, target: string) =>
  volumes.find((volume) => volume.target === target)?.source ?? "";

function folderOf(service: typeof SHIPPED): string {
  const folder = mountedAt(service, "/etc/nats");
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("a service reads a copy of its configuration with these changes", () => {
  const shipped = readFileSync(CONF, "utf8");
  const service = changed(SHIPPED, {
    "nats.conf": ["sync_interval: always", "sync_interval: $&"],
    "stream.json": ['"storage": "file"', '"storage": "memory"'],
  });
  const folder = folderOf(service);
  const read = (name: string) => readFileSync(join(folder, name), "utf8");

  expect(read("nats.conf")).toBe(shipped.replace("sync_interval: always", () => "sync_interval: $&"));
  expect(JSON.parse(read("stream.json"))).toMatchObject({ name: "FRAMES", storage: "memory" });
  expect(read("lines.sh")).toBe(readFileSync(join(ROOT, "config/nats/lines.sh"), "utf8"));
  expect(readFileSync(CONF, "utf8")).toBe(shipped);
});

test("all else of the service is as it is shipped", () => {
  const service = changed(SHIPPED, { "nats.conf": ["sync_interval: always", 'sync_interval: "2m"'] });
  const folder = folderOf(service);

  expect(service).toEqual({
    ...SHIPPED,
    volumes: SHIPPED.volumes.map((volume) =>
      volume.target === "/etc/nats" ? { ...volume, source: folder } : volume,
    ),
  });
  expect(folder).not.toBe(mountedAt(SHIPPED, "/etc/nats"));
});

test("without changes a service reads what is shipped", () => {
  expect(changed(SHIPPED, {})).toBe(SHIPPED);
});

test("what is not there any more can't be changed", () => {
  expect(() => changed(SHIPPED, { "nats.conf": ["appendonly yes", "appendonly no"] })).toThrow(
    'config/nats/nats.conf does not hold "appendonly yes" any more',
  );
});
