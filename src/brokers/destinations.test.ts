import fc from "fast-check";
import { expect, test } from "vitest";
import { LABEL_HOST, LABEL_RUN } from "../kernel/run-identity.ts";
import { AS_DELIVERED, destinationsOf, isOwn } from "./destinations.ts";
import { removeQueues } from "./rabbitmq/own-queues.ts";
import { removeStreams } from "./redis/own-streams.ts";

const RUN = { host: "0a1b2c", process: "boot-id/41/9" };
const OURS = "broker-signoff.0a1b2c.boot-id.41.9.frames";
const NEIGHBOURS = "broker-signoff.0a1b2c.boot-id.42.9.frames";
const isOurs = (labels: Record<string, string>) => labels[LABEL_RUN] === RUN.process;
const isGoing = (place: string) => isOwn(place, isOurs);

test("a stream or queue of a run carries the run in its name, one of the system itself its own name alone", () => {
  expect(destinationsOf(RUN).named("frames")).toBe(OURS);
  expect(AS_DELIVERED.named("frame_queue")).toBe("frame_queue");
});

test("whatever a run calls its places, they are that run's and no other's", () => {
  const word = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
  const process = fc.tuple(word, fc.nat(), fc.nat()).map((parts) => parts.join("/"));
  const place = fc.stringMatching(/^[a-z_.]{1,20}$/);
  fc.assert(
    fc.property(fc.record({ host: word, process }), place, (run, name) => {
      const asked: Record<string, string>[] = [];
      isOwn(destinationsOf(run).named(name), (labels) => asked.push(labels) > 0);
      expect(asked).toEqual([{ [LABEL_HOST]: run.host, [LABEL_RUN]: run.process }]);
    }),
  );
});

test.each([
  "frames",
  "frame_queue.dead",
  "broker-signoff",
  "broker-signoff.frames",
  "broker-signoff.a.b.c.d",
  "theirs.a.b.c.d.frames",
])("%s is nobody's to remove, even when every run's are", (place) => {
  expect(isOwn(place, () => true)).toBe(false);
});

test("of the keys of Redis those of the run go, over all pages of the scan", async () => {
  const pages: Record<string, [string, string[]]> = {
    "0": ["17", [NEIGHBOURS, OURS]],
    "17": ["0", [`${OURS}.dead`, "broker-signoff.notes"]],
  };
  const asked: unknown[][] = [];
  const redis = {
    command: async (...command: unknown[]) => {
      asked.push(command);
      return command[0] === "SCAN" ? pages[String(command[1])] : 1;
    },
  };

  expect(await removeStreams(redis, isGoing)).toEqual([OURS, `${OURS}.dead`]);
  expect(asked.filter(([name]) => name !== "SCAN")).toEqual([
    ["UNLINK", OURS],
    ["UNLINK", `${OURS}.dead`],
  ]);
});

test("of the queues and policies of RabbitMQ those of the run go, and no other is asked to", async () => {
  const removed: string[] = [];
  const rabbitmq = {
    policies: async () => ["frames", NEIGHBOURS, `${OURS}-limits`],
    queues: async () => ["frame_queue", OURS, NEIGHBOURS],
    removePolicy: async (name: string) => void removed.push(`policy ${name}`),
    removeQueue: async (name: string) => void removed.push(`queue ${name}`),
  };

  expect(await removeQueues(rabbitmq, isGoing)).toEqual([`${OURS}-limits`, OURS]);
  expect(removed).toEqual([`policy ${OURS}-limits`, `queue ${OURS}`]);
});

test("where no run is over, nothing is removed", async () => {
  const redis = { command: async () => ["0", [OURS, NEIGHBOURS]] };

  expect(await removeStreams(redis, () => false)).toEqual([]);
});
