import type { TestContext } from "vitest";
import { expect, test } from "vitest";
import type { RunningService } from "../../stack/running-service.ts";
import type { TestRecorder } from "./test-recorder.ts";
import { UnderTest } from "./under-test.ts";

function service(name: string, { stack = "stack", imageId = "sha256:1", printed = ["it ran"] } = {}) {
  const logs = { printed: async () => printed };
  const of = { name, stack, imageId, id: "0123456789abcdef", service: { image: `${name}:8` } };
  return { ...of, ...logs } as unknown as RunningService & typeof logs;
}

/** Ends a test on what it ran on. @returns what the report is told */
async function ended(underTest: UnderTest, { state = "pass", isFailing = false } = {}) {
  const logs: Record<string, string> = {};
  const completed: unknown[] = [];
  const recorder = {
    isFailing,
    evidenceOfAll: (name: string, text: string) => {
      logs[name] = text;
    },
    complete: (told: unknown) => completed.push(told),
  } as unknown as TestRecorder;
  const task = { meta: {}, result: { state } } as unknown as TestContext["task"];
  await underTest.ended(task, recorder);
  return { meta: task.meta, logs, completed };
}

test("versions and images are told with each test; one that held keeps no log", async () => {
  const underTest = new UnderTest();
  underTest.add([service("redis")]);
  underTest.versions.redis = "8.0.0";

  expect(await ended(underTest)).toEqual({
    meta: {
      versions: { redis: "8.0.0" },
      images: [{ service: "redis", image: "redis:8", imageId: "sha256:1" }],
    },
    logs: {},
    completed: [{ failed: false }],
  });
});

test.for([
  ["a test that failed", { state: "fail" }, true],
  ["a criterion that is not met", { isFailing: true }, false],
] as const)("%s comes with the logs", async ([, of, failed]) => {
  const underTest = new UnderTest();
  underTest.add([service("redis"), service("rabbitmq")]);

  const { logs, completed } = await ended(underTest, of);

  expect(Object.keys(logs)).toEqual(["redis.log", "rabbitmq.log"]);
  expect(logs["redis.log"]).toBe("== redis, container 0123456789ab of stack\nit ran\n");
  expect(completed).toEqual([{ failed }]);
});

test("the log of a stack that was removed is the one that was kept before", async () => {
  const underTest = new UnderTest();
  const gone = service("redis", { printed: ["its last words"] });
  underTest.add([gone, service("redis", { stack: "other", printed: ["still here"] })]);
  await underTest.keepLogs("stack");
  gone.printed = () => Promise.reject(new Error("no such container"));

  const { logs } = await ended(underTest, { state: "fail" });

  expect(logs["redis.log"]).toMatch(/its last words[\s\S]*of other\nstill here/);
});

test("a log that cannot be had is said to be missing", async () => {
  const underTest = new UnderTest();
  underTest.add([
    Object.assign(service("redis"), { printed: () => Promise.reject(new Error("it is gone")) }),
  ]);

  expect((await ended(underTest, { state: "fail" })).logs["redis.log"]).toMatch(
    /there is no log: it is gone/,
  );
});

test("a service that is only reached has neither image nor container", async () => {
  const underTest = new UnderTest();
  underTest.add([service("redis", { imageId: "" })]);

  const { meta, logs } = await ended(underTest, { state: "fail" });

  expect(meta.images).toEqual([]);
  expect(logs["redis.log"]).toMatch(/^== redis\n/);
});
