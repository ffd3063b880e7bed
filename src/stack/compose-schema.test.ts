import { expect, test } from "vitest";
import { readComposeFile, serviceOf } from "./compose-file.ts";
import { composeSchema } from "./compose-schema.ts";

const HEALTHCHECK = {
  test: ["CMD", "true"],
  interval: "5s",
  timeout: "5s",
  retries: 6,
  start_period: "30s",
};
const withDependency = (depends_on?: unknown) =>
  composeSchema.safeParse({
    name: "broker",
    services: {
      nats: { image: "nats:2", container_name: "nats", healthcheck: HEALTHCHECK, depends_on },
    },
  });

test.for<[unknown, unknown]>([
  [undefined, []],
  [["nats-2"], ["nats-2"]],
  [
    { "nats-2": { condition: "service_started", required: false } },
    { "nats-2": { condition: "service_started", required: false } },
  ],
  [
    { "nats-2": { condition: "service_healthy" } },
    { "nats-2": { condition: "service_healthy", required: true } },
  ],
])("what a service depends on is read as it is written, and as Compose takes it: %j", ([written, read]) => {
  expect(withDependency(written).data?.services.nats?.depends_on).toEqual(read);
});

test.for([
  ["a key that is not carried over", { "nats-2": { condition: "service_started", restart: true } }],
  ["no condition", { "nats-2": { required: false } }],
  ["nothing", { "nats-2": null }],
  ["a text", "nats-2"],
] as const)("%s in its place is an error", ([, written]) => {
  const { error } = withDependency(written);

  expect(error?.issues.map(({ path }) => path.slice(0, 3).join("."))).toEqual(["services.nats.depends_on"]);
});

test("the first node of NATS starts after the others, where they start at all", () => {
  const file = readComposeFile({ env: {}, dotEnv: false });

  expect(serviceOf(file, "nats").depends_on).toEqual({
    "nats-2": { condition: "service_started", required: false },
    "nats-3": { condition: "service_started", required: false },
  });
});

test.for<[unknown, object]>([
  [{ test: ["CMD", "true"] }, { test: ["CMD", "true"], interval: "30s", timeout: "30s", retries: 3 }],
  [
    { test: "wget /", interval: "5s" },
    { test: ["CMD-SHELL", "wget /"], interval: "5s" },
  ],
])("a health check is read as Compose takes it: %j", ([written, read]) => {
  const services = { nats: { image: "nats:2", container_name: "nats", healthcheck: written } };

  expect(composeSchema.parse({ name: "broker", services }).services.nats?.healthcheck).toMatchObject(read);
});

test("a key that containers of a run have alike is read, and any other is an error", () => {
  const service = { image: "nats:2", container_name: "nats", healthcheck: HEALTHCHECK };
  const read = (more: object) =>
    composeSchema.safeParse({ name: "broker", services: { nats: { ...service, ...more } } });

  expect(read({ mem_limit: "1g" }).data?.services.nats?.mem_limit).toBe("1g");
  expect(read({ tmpfs: "/data" }).success).toBe(false);
});
