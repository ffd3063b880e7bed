import { expect, test } from "vitest";
import { parse } from "yaml";
import { readComposeFile } from "../stack/compose-file.ts";
import { composeText } from "./foreign-project.ts";

const COMPOSE = readComposeFile({ dotEnv: false });
const RUN = { host: "0a1b2c", process: "boot/41/9" };

test("a foreign project has the name it is given, and nothing by which a sweep of ours would know it", () => {
  const text = composeText("broker", RUN, COMPOSE);

  expect(parse(text)).toMatchObject({ name: "broker", volumes: { "redis-data": {}, "rabbitmq-data": {} } });
  expect(text).not.toContain("broker-signoff.");
});

test("everything of it is labelled with its owner, so that it can be removed when that is gone", () => {
  const { services, volumes, networks } = parse(composeText("broker", RUN, COMPOSE));
  const labelled = [services, volumes, networks].flatMap((part) => Object.values(part));

  expect(labelled).toHaveLength(5);
  for (const each of labelled) {
    expect(each).toMatchObject({ labels: { "canary.owner": "boot/41/9", "canary.host": "0a1b2c" } });
  }
});

test("it listens on the loopback address alone", () => {
  const { services } = parse(composeText("broker", RUN, COMPOSE)) as {
    services: Record<string, { ports: string[] }>;
  };
  const ports = Object.values(services).flatMap((service) => service.ports);

  expect(ports).toHaveLength(4);
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1::\d+$/);
});
