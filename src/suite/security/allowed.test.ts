import { expect, test } from "vitest";
import { ROOT, readComposeFile } from "../../stack/compose-file.ts";
import { allowedFor, credentialVariables } from "./allowed.ts";
import { composedConfig } from "./composed-config.ts";
import { excessOf, openAddresses, strangeMounts, strangePorts } from "./differences.ts";
import { strangeSecrets } from "./secrets-given.ts";

test("the delivered stack has nothing in any profile that is not stated", () => {
  const { services, held } = composedConfig(ROOT);

  expect(services.map(({ service }) => service).toSorted()).toEqual(
    Object.keys(readComposeFile({ dotEnv: false }).services).toSorted(),
  );
  expect(
    services.flatMap((facts) => [
      ...excessOf(facts),
      ...openAddresses(facts),
      ...strangePorts(facts, allowedFor(facts.service)),
      ...strangeMounts(facts, allowedFor(facts.service), ROOT),
      ...strangeSecrets(facts, allowedFor(facts.service), held),
    ]),
  ).toEqual([]);
});

test("every service of the compose file publishes what is stated of it, or less", () => {
  for (const { name, ports } of Object.values(readComposeFile({ dotEnv: false }).services)) {
    expect(allowedFor(name).published).toEqual(
      expect.arrayContaining(ports.map(({ containerPort }) => containerPort)),
    );
  }
});

test("a service that nobody has stated may have nothing", () => {
  expect(allowedFor("miner")).toEqual({ published: [], reads: {}, secrets: {} });
});

test("every credential of .env is known by its variable", () => {
  expect(credentialVariables()).toEqual(
    expect.arrayContaining([
      "REDIS_PASSWORD",
      "RABBITMQ_ERLANG_COOKIE",
      "GRAFANA_PASSWORD",
      "ALERT_WEBHOOK_URL",
    ]),
  );
});
