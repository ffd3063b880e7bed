import { expect, test } from "vitest";
import { beyond, type Resolved } from "./own-project.ts";

const LABELS = { "broker-signoff.run": "boot/1/1", "broker-signoff.stack": "signoff-1" };
const EXPECTED = { labels: LABELS, isAsDelivered: false };
const labels = { ...LABELS, "com.example": "more" };

/** A project that is by itself, as `docker compose config` prints one. */
function own(): Resolved {
  return {
    name: "signoff-1",
    services: { redis: { container_name: "redis-signoff-1", labels } },
    volumes: { "redis-data": { name: "signoff-1_redis-data", labels } },
    networks: { default: { name: "signoff-1_default", labels } },
  };
}

test("a project whose containers, volumes and networks are named after it, with the labels of the run, is by itself", () => {
  expect(beyond(own(), "signoff-1", EXPECTED)).toEqual([]);
  expect(beyond({ name: "signoff-1", services: {} }, "signoff-1", EXPECTED)).toEqual([]);
});

test.each<[told: string, changed: Partial<Resolved>]>([
  ["its project would be broker", { name: "broker" }],
  ["redis lacks the labels of the run", { services: { redis: { container_name: "redis-signoff-1" } } }],
  ["redis would be called redis", { services: { redis: { container_name: "redis", labels } } }],
  [
    "redis-data is not its own",
    { volumes: { "redis-data": { name: "signoff-1_redis-data", external: true, labels } } },
  ],
  [
    "redis-data would be broker_redis-data",
    { volumes: { "redis-data": { name: "broker_redis-data", labels } } },
  ],
  [
    "default lacks the labels of the run",
    {
      networks: {
        default: { name: "signoff-1_default", labels: { ...labels, "broker-signoff.run": "boot/2/1" } },
      },
    },
  ],
  ["default would be signoff-10_default", { networks: { default: { name: "signoff-10_default", labels } } }],
])("a project reaches beyond itself where %s", (told, changed) => {
  expect(beyond({ ...own(), ...changed }, "signoff-1", EXPECTED)).toEqual([told]);
});

test("a stack as delivered has the delivered names of containers, and nothing else of another's", () => {
  const delivered = { ...own(), services: { redis: { container_name: "redis", labels } } };

  expect(beyond(delivered, "signoff-1", { ...EXPECTED, isAsDelivered: true })).toEqual([]);
  expect(beyond({ ...delivered, name: "broker" }, "signoff-1", { ...EXPECTED, isAsDelivered: true })).toEqual(
    ["its project would be broker"],
  );
});

test("everything that reaches beyond it is told together", () => {
  const reaching = { name: "broker", services: { redis: {} }, volumes: { data: { external: true } } };

  expect(beyond(reaching, "signoff-1", EXPECTED)).toEqual([
    "its project would be broker",
    ...["redis lacks the labels of the run", "redis would be called "],
    ...["data is not its own", "data would be ", "data lacks the labels of the run"],
  ]);
});
