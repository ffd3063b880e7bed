import { expect, test } from "vitest";
import { REDIS_ACCESS } from "../../brokers/redis/redis-access.ts";
import { TrialStack } from "../trial-stack/trial-stack.ts";

test("what runs is asked as it was started, whatever .env and the compose file say by now", async () => {
  await using trial = await TrialStack.create();
  trial.setVariable("REDIS_PASSWORD", "password-of-then");
  await trial.composed.compose("up", "-d", "--wait", "redis", "redis-exporter");
  trial.setVariable("REDIS_PASSWORD", "password-of-now");
  trial.rewrite("docker-compose.yml", (text) => text.replace("REDIS_USER: exporter", "REDIS_USER: default"));

  const running = await trial.composed.runningAsStarted();
  const [redis, exporter] = ["redis", "redis-exporter"].map((name) =>
    running.find((each) => each.name === name),
  );
  if (!redis || !exporter) throw new Error("redis and redis-exporter have to run");

  expect(redis.service.environment.REDIS_PASSWORD).toBe("password-of-then");
  expect(await REDIS_ACCESS.rightsOf(redis, [exporter])).toMatchObject({ beyond: [], lacking: [] });
});
