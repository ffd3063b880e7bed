import { expect, test } from "vitest";
import { readComposeFile, serviceOf } from "../../stack/compose-file.ts";
import { ReachedService } from "../../stack/reached-service.ts";
import { brokersLetIn, managementRefusal } from "./brokers-let-in.ts";

test.each([
  ["http://mq:15672/api/overview answered 401: not_authorised", "correct user and password"],
  ["http://mq:15672/api/overview answered 403: Not monitor user", "give the user the tag monitoring"],
  ["http://mq:5672/ answered 302", "name the port of the management plugin, 15672"],
  ["http://mq/: expected JSON, saw <html>", "name the port of the management plugin, 15672"],
  ["connect ECONNREFUSED 10.0.0.5:15672", "start it"],
])("%s is told with what to do about it", (said, remedy) => {
  const { parts } = managementRefusal(said, "probe");

  expect(parts).toMatchObject({ expected: "an answer to user probe", seen: said });
  expect(parts.remedy).toContain(remedy);
});

test("a refusal that only an expert reads is told in other words, with who was asked", () => {
  const { parts } = managementRefusal("https://mq:15672: wrong version number", "probe");

  expect(parts.seen).toBe("https://mq:15672: no TLS there (wrong version number)");
});

test("what no table knows leads to the plugin", () => {
  expect(managementRefusal("it hung up in Morse", "probe").parts.remedy).toContain("rabbitmq-plugins list");
});

test("a service that is no broker is not asked: here nothing says where it is", async () => {
  const prometheus = new ReachedService(serviceOf(readComposeFile({ dotEnv: false }), "prometheus"), {});

  await expect(brokersLetIn([prometheus])).resolves.toBeUndefined();
});

test("a broker that is not reached stops the run before anything is measured", async () => {
  const redis = serviceOf(readComposeFile({ dotEnv: false }), "redis");
  const silent = new ReachedService(redis, { 6379: { host: "127.0.0.1", port: 1 } });

  await expect(brokersLetIn([silent])).rejects.toThrow(
    /expected one that lets user default in, .*ECONNREFUSED/,
  );
});
