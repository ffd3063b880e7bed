import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fake } from "../../brokers/fake/fake.ts";
import { redis } from "../../brokers/redis/redis.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { readComposeFile } from "../../stack/compose-file.ts";
import { readAddresses } from "./addresses-file.ts";

const folder = mkdtempSync(join(tmpdir(), "addresses-"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string, variables: Record<string, string> = {}) {
  const path = join(folder, "staging.yaml");
  writeFileSync(path, text);
  return readAddresses(path, readComposeFile(), { variables });
}

const RABBITMQ = `rabbitmq: { url: amqp://mq, management: http://mq:8080, user: probe, password: '\${MQ_PASSWORD}' }`;

describe("a file of addresses", () => {
  it("says where each service is, with the plan's ports where it names none", async () => {
    const [redis, rabbitmq] = await read(`redis: { url: "redis://10.0.0.5" }\n${RABBITMQ}`, {
      MQ_PASSWORD: "x",
    });

    expect(await redis?.address(6379)).toEqual({ host: "10.0.0.5", port: 6379 });
    expect(await rabbitmq?.address(5672)).toEqual({ host: "mq", port: 5672 });
    expect(await rabbitmq?.url(15672)).toBe("http://mq:8080");
  });

  it("reaches over TLS what its URL says so of", async () => {
    const [rabbitmq] = await read(
      RABBITMQ.replace("amqp:", "amqps:").replace("http://mq:8080", "https://mq"),
      {
        MQ_PASSWORD: "x",
      },
    );

    expect(await rabbitmq?.address(5672)).toEqual({ host: "mq", port: 5671, isTls: true });
    expect(await rabbitmq?.url(15672)).toBe("https://mq:15671");
  });

  it("takes credentials from the environment, under the names that the compose file has for them", async () => {
    const [rabbitmq] = await read(RABBITMQ, { MQ_PASSWORD: "s3cret" });

    expect(rabbitmq?.service.environment).toEqual({ BROKER_USER: "probe", BROKER_PASSWORD: "s3cret" });
  });

  it("honours database, virtual host, the prefix of an API and every port", async () => {
    const [redis, rabbitmq] = await read(
      `redis: { url: "redis://h/1", user: me, password: s3cret }\n${RABBITMQ.replace("amqp://mq", "amqp://mq/video%2Fone").replace("http://mq:8080", "'http://[::1]:80/rabbit/', metrics: 'http://mq:15692/metrics'")}`,
      { MQ_PASSWORD: "x" },
    );

    expect(redis?.service.environment).toEqual({
      REDIS_USER: "me",
      REDIS_PASSWORD: "s3cret",
      REDIS_DATABASE: "1",
    });
    expect(rabbitmq?.service.environment).toMatchObject({ BROKER_VHOST: "video/one" });
    expect(await rabbitmq?.url(15672)).toBe("http://[::1]:80/rabbit");
    expect(await rabbitmq?.url(15692)).toBe("http://mq:15692");
  });

  it("leaves undetermined what only a container could tell", async () => {
    const [redis] = await read("redis: { url: redis://10.0.0.5:6379 }");

    await expect(redis?.exec(["true"])).rejects.toThrow(Undetermined);
    await expect(redis?.address(9121)).rejects.toThrow("nothing says where port 9121 of redis is reached");
  });

  it.each([
    ["a variable that is not set", RABBITMQ, "line 1: rabbitmq.password: is empty"],
    [
      "credentials in a URL",
      "redis: { url: redis://me:secret@h }",
      "line 1: redis.url: keep credentials out",
    ],
    ["another scheme", "redis:\n  url: http://h", "line 2: redis.url: expected redis://host:port"],
    ["a database that is none", "redis: { url: redis://h/x }", "expected a database number as its path"],
    ["a parameter that means nothing there", "redis: { url: redis://h?stream=x }", "expected no parameters"],
    ["a fragment", "redis-exporter: { url: 'http://h#x' }", "expected nothing behind #"],
    ["a query", "redis-exporter: { url: 'http://h?x=1' }", "expected no parameters"],
    [
      "an empty virtual host",
      RABBITMQ.replace("amqp://mq", "amqp://mq/"),
      "expected a virtual host behind the /",
    ],
    ["a user without a password", "redis: { url: redis://h, user: me }", "names a user without a password"],
    ["port 0", "redis: { url: redis://h:0 }", "expected a port from 1 to 65535, saw 0"],
    ["a key that nobody knows", "redis: { url: redis://h, stream: x }", 'Unrecognized key: "stream"'],
    ["no broker", "redis-exporter: { url: http://h }", "names neither redis nor rabbitmq"],
  ])("is refused with its line for %s", async (_what, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it("does not repeat a credential that it refuses", async () => {
    await expect(read("redis: { url: redis://me:secret@h }")).rejects.toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("secret") }),
    );
  });

  it("names no broker that says nothing of addresses", async () => {
    const path = join(folder, "fake.yaml");
    writeFileSync(path, "fake: { url: fake://h }");

    await expect(readAddresses(path, readComposeFile(), { brokers: [fake, redis] })).rejects.toThrow(
      /Unrecognized key: "fake"/,
    );
  });
});
