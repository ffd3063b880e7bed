import { expect, test } from "vitest";
import { allowedFor } from "./allowed.ts";
import type { ContainerFacts } from "./container-facts.ts";
import { fixedSecrets, heldBy, strangeSecrets } from "./secrets-given.ts";
import { MODEST } from "./testing.ts";

const HELD = new Map([
  ["mark-of-the-broker", ["RABBITMQ_PASSWORD"]],
  ["mark-of-the-store", ["REDIS_PASSWORD"]],
]);

const found = (changed: Partial<ContainerFacts>) =>
  strangeSecrets({ ...MODEST, ...changed }, allowedFor(changed.service ?? "redis"), HELD).map(
    ({ text }) => text,
  );

test("a container has the credentials of its service, and names that hold none", () => {
  const environment = {
    REDIS_PASSWORD: "mark-of-the-store",
    REDIS_EXPORTER_CHECK_KEYS: "frames",
    GF_AUTH_ANONYMOUS_ENABLED: "false",
    PASSWORD_FILE: "/run/secrets/password",
    REDIS_ADDR: "redis://redis:6379",
    TZ: "Europe/Warsaw",
    HTTP_PROXY: "",
  };

  expect(found({ environment })).toEqual([]);
});

test.each([
  "GITHUB_TOKEN",
  "DB_PASS",
  "AWS_SECRET_ACCESS_KEY",
  "API_KEY",
  "PGPASSWORD",
  "SENTRY_DSN",
  "SLACK_WEBHOOK_URL",
  "SESSION_COOKIE",
])("a variable that is called %s may hold a secret", (name) => {
  expect(found({ service: "prometheus", environment: { [name]: "x" } })).toEqual([
    `${name} may hold a secret, allowed are none`,
  ]);
});

test.each(["amqp://guest:hunter2@rabbitmq", "ghp_abcdefghijkl", "-----BEGIN RSA PRIVATE KEY-----"])(
  "a value such as %s is a secret, whatever its name",
  (value) => {
    expect(found({ service: "prometheus", environment: { SETTING: value } })).toEqual([
      "SETTING may hold a secret, allowed are none",
    ]);
  },
);

test("a credential of another service is named with the variable that it is of, under any name", () => {
  expect(found({ environment: { GREETING: "hello mark-of-the-broker" } })).toEqual([
    "GREETING holds RABBITMQ_PASSWORD, allowed are REDIS_PASSWORD, REDIS_EXPORTER_PASSWORD, PRODUCER_PASSWORD, CONSUMER_PASSWORD",
  ]);
  expect(found({ service: "redis-exporter", environment: { REDIS_PASSWORD: "mark-of-the-store" } })).toEqual([
    "REDIS_PASSWORD holds REDIS_PASSWORD, allowed are REDIS_EXPORTER_PASSWORD",
  ]);
});

test("a command that holds a credential is named, though the service may have it", () => {
  expect(found({ texts: { command: "redis-server --requirepass mark-of-the-store" } })).toEqual([
    "its command holds REDIS_PASSWORD, allowed are variables of its environment",
  ]);
});

test("credentials are those that containers hold where they may, long enough not to stand in a text by chance", () => {
  const redis = {
    ...MODEST,
    environment: { REDIS_PASSWORD: "a-long-password", PRODUCER_PASSWORD: "producer" },
  };
  const exporter = {
    ...MODEST,
    service: "redis-exporter",
    environment: { REDIS_PASSWORD: "a-long-password" },
  };

  expect(heldBy([redis, exporter], allowedFor)).toEqual(
    new Map([["a-long-password", ["REDIS_PASSWORD", "REDIS_EXPORTER_PASSWORD"]]]),
  );
});

test("one password for two users is in place with either of them", () => {
  const held = new Map([["a-long-password", ["REDIS_PASSWORD", "REDIS_EXPORTER_PASSWORD"]]]);
  const exporter = { ...MODEST, environment: { REDIS_PASSWORD: "a-long-password" } };

  expect(strangeSecrets(exporter, allowedFor("redis-exporter"), held)).toEqual([]);
});

const fixed = (environment: ContainerFacts["environment"], service = "redis") =>
  fixedSecrets({ ...MODEST, service, environment }, allowedFor(service), HELD).map(({ text }) => text);

test("a credential that .env gives is none that is fixed, within a longer text, and where it is left out", () => {
  expect(fixed({ REDIS_PASSWORD: "mark-of-the-store" })).toEqual([]);
  expect(fixed({ REDIS_PASSWORD: "a mark-of-the-store" })).toEqual([]);
  expect(fixed({ ANNOUNCED_NAME: "redis" })).toEqual([]);
});

test.each(["", "change-me", "mark-of-the-broker"])("%j in place of what .env gives is named", (value) => {
  expect(fixed({ REDIS_PASSWORD: value })).toEqual([
    "REDIS_PASSWORD does not hold what .env gives as REDIS_PASSWORD",
  ]);
});

test("the name of a variable of .env decides, not that of the container's", () => {
  expect(fixed({ BROKER_PASSWORD: "mark-of-the-broker" }, "rabbitmq")).toEqual([]);
  expect(fixed({ BROKER_ERLANG_COOKIE: "change-me-in-env" }, "rabbitmq")).toEqual([
    "BROKER_ERLANG_COOKIE does not hold what .env gives as RABBITMQ_ERLANG_COOKIE",
  ]);
});
