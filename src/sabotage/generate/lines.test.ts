import { expect, test } from "vitest";
import { lineMutants, NATS, pluginMutants, RABBITMQ, REDIS } from "./lines.ts";

const REDIS_CONF = "# fsync\nappendonly yes\nappendfsync always\n\ntls-port 6390\n";
const made = (mutants: { id: string; apply: (text: string) => string }[], text: string) =>
  Object.fromEntries(mutants.map(({ id, apply }) => [id, apply(text)]));

test("each setting of redis.conf is removed and changed, and everything else stays", () => {
  expect(made(lineMutants("r.conf", REDIS_CONF, REDIS), REDIS_CONF)).toEqual({
    "r.conf:appendonly (removed)": "# fsync\nappendfsync always\n\ntls-port 6390\n",
    "r.conf:appendonly=no": "# fsync\nappendonly no\nappendfsync always\n\ntls-port 6390\n",
    "r.conf:appendfsync (removed)": "# fsync\nappendonly yes\n\ntls-port 6390\n",
    "r.conf:appendfsync=everysec": "# fsync\nappendonly yes\nappendfsync everysec\n\ntls-port 6390\n",
    "r.conf:appendfsync=no": "# fsync\nappendonly yes\nappendfsync no\n\ntls-port 6390\n",
    "r.conf:tls-port (removed)": "# fsync\nappendonly yes\nappendfsync always\n\n",
    "r.conf:tls-port=63900": "# fsync\nappendonly yes\nappendfsync always\n\ntls-port 63900\n",
    "r.conf:tls-port=639": "# fsync\nappendonly yes\nappendfsync always\n\ntls-port 639\n",
  });
});

test("of a Sentinel's line the last word is the value", () => {
  const text = "sentinel down-after-milliseconds frames 5000\n";
  expect(Object.keys(made(lineMutants("s", text, REDIS), text))).toEqual([
    "s:sentinel down-after-milliseconds frames (removed)",
    "s:sentinel down-after-milliseconds frames=50000",
    "s:sentinel down-after-milliseconds frames=500",
  ]);
});

test("each setting of rabbitmq.conf is removed and changed", () => {
  const text = "# why\ndisk_free_limit.absolute = 2GB\n";
  expect(made(lineMutants("q.conf", text, RABBITMQ), text)).toEqual({
    "q.conf:disk_free_limit.absolute (removed)": "# why\n",
    "q.conf:disk_free_limit.absolute=20GB": "# why\ndisk_free_limit.absolute = 20GB\n",
    "q.conf:disk_free_limit.absolute=205MB": "# why\ndisk_free_limit.absolute = 205MB\n",
  });
});

test("each setting of nats.conf is removed and changed, in a block or not", () => {
  const text =
    'max_payload: 8MB\njetstream {\n  # why\n  sync_interval: always\n  store_dir: "/var/tmp"\n}\n';
  const mutants = made(lineMutants("n.conf", text, NATS), text);

  expect(Object.keys(mutants)).toEqual([
    "n.conf:max_payload (removed)",
    "n.conf:max_payload=80MB",
    "n.conf:max_payload=819KB",
    "n.conf:sync_interval (removed)",
    "n.conf:sync_interval=2m",
    "n.conf:store_dir (removed)",
    "n.conf:store_dir=/var/tmp-other",
  ]);
  expect(mutants["n.conf:sync_interval=2m"]).toBe(text.replace("always", "2m"));
  expect(mutants["n.conf:store_dir=/var/tmp-other"]).toBe(text.replace("/tmp", "/tmp-other"));
});

test("each plugin is taken out", () => {
  const text = "[rabbitmq_management,rabbitmq_prometheus].\n";
  expect(made(pluginMutants("p", text), text)).toEqual({
    "p:rabbitmq_management (removed)": "[rabbitmq_prometheus].\n",
    "p:rabbitmq_prometheus (removed)": "[rabbitmq_management].\n",
  });
});

test("a setting that is gone is not changed without a word", () => {
  const [first] = lineMutants("r.conf", REDIS_CONF, REDIS);
  expect(() => first?.apply("")).toThrow('there is no line "appendonly yes" any more');
});
