import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { Canary } from "../canary/canary.ts";
import { foreignConnection, foreignRedis } from "../canary/foreign-frames.ts";
import { FOREIGN_LOGIN, type ForeignProject } from "../canary/foreign-project.ts";
import { allCriteria } from "../report/results/results.ts";
import { ScratchCopy } from "./scratch-copy.ts";

/** What a run on a deployed target puts its own frames into, and looks at settings with. */
const SPECS = ["specs/block1/persistence", "specs/block2/policies", "specs/block3/load"];

const wanted = process.env.SIGNOFF_SABOTAGE ?? "";
const isChosen = ["", "fast"].includes(wanted) || wanted.includes("canary");

describe.skipIf(!isChosen)("a foreign project", () => {
  test("whose brokers a run has for its target keeps all that is in it", async () => {
    await using canary = await Canary.start(`foreign-${process.pid}`);
    const folder = mkdtempSync(join(tmpdir(), "foreign-target-"));
    try {
      const file = join(folder, "target.yaml");
      writeFileSync(file, stringify(await addressesOf(canary.project)));
      using copy = new ScratchCopy();
      const { results, output } = await copy.run({
        id: "canary",
        specs: SPECS,
        sabotages: [{ id: "canary", breaks: "nothing", turns: [], env: () => ({ SIGNOFF_TARGET: file }) }],
      });

      const success = allCriteria(results?.tasks ?? [])
        .filter(({ id }) => id === "success-rate")
        .map(({ measuredText }) => measuredText);
      expect(success, `the run has sent frames there; the end of its output:\n${output}`).toEqual([
        "100 %",
        "100 %",
      ]);
      // It has made a stream of its own and removed it again.
      expect((await canary.touched()).filter((each) => !each.startsWith("Redis changes"))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("that is touched says what of it was", async () => {
    await using canary = await Canary.start(`foreign-${process.pid}`);
    const { project } = canary;
    expect(await canary.project.inspect("redis")).toMatchObject({ State: { Running: true } });
    const redis = await foreignRedis(project);
    await redis.select(1);
    await redis.del("frames");
    redis.disconnect();
    const rabbitmq = await foreignConnection(project, "video");
    const channel = await rabbitmq.createChannel();
    await channel.get("frame_queue");
    await channel.purgeQueue("frame_queue.dead");
    await channel.assertQueue("another");
    await rabbitmq.close();
    writeFileSync(join(project.folder, ".env"), "COMPOSE_PROJECT_NAME=another\n");
    await project.container("rabbitmq").update({ CpuShares: 512 });

    const touched = (await canary.touched()).map((each) => each.slice(0, each.indexOf(":"))).toSorted();
    expect(touched).toEqual(
      [
        "Redis changes",
        "Redis database 1",
        "RabbitMQ queues",
        "container rabbitmq",
        "file .env",
        "messages of frame_queue in video",
        "messages of frame_queue.dead in video",
        "queue frame_queue.dead in video",
      ].toSorted(),
    );
  });
});

async function addressesOf(project: ForeignProject): Promise<object> {
  const at = async (service: "redis" | "rabbitmq", port: number) =>
    `127.0.0.1:${await project.port(service, port)}`;
  return {
    redis: { url: `redis://${await at("redis", 6379)}` },
    rabbitmq: {
      url: `amqp://${await at("rabbitmq", 5672)}`,
      management: `http://${await at("rabbitmq", 15672)}`,
      metrics: `http://${await at("rabbitmq", 15692)}`,
      ...FOREIGN_LOGIN,
    },
  };
}
