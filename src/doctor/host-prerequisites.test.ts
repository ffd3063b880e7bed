import { expect, test } from "vitest";
import { Problem } from "../kernel/problem.ts";
import {
  composePrerequisite,
  diskPrerequisite,
  faultToolsPrerequisite,
  firstOfEachImage,
  imagePrerequisite,
  loopPrerequisite,
  memoryPrerequisite,
  noEngine,
  portsPrerequisite,
  toolPrerequisite,
  volumePrerequisites,
} from "./host-prerequisites.ts";

const GRAFANA = { name: "grafana", image: "grafana:12", scale: 1 };

test("an engine that does not answer is told with whose word it is, and what helps", () => {
  const problem = new Problem({ subject: "x", expected: "y", seen: "no socket\nmore", remedy: "start it" });

  expect(noEngine(problem, "from DOCKER_HOST")).toMatchObject({
    seen: "no socket (from DOCKER_HOST)",
    remedy: "start it",
  });
  expect(noEngine(new Error("ECONNREFUSED"), "default")).toMatchObject({
    ...{ isThere: false, seen: "ECONNREFUSED (default)", remedy: "npm run setup" },
  });
});

test("nodes that share an image are one prerequisite, by the first of them", () => {
  const services = [
    { name: "redis", image: "r" },
    { name: "replica", image: "r" },
    { name: "mq", image: "m" },
  ];

  expect(
    firstOfEachImage(services)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(["mq", "redis"]);
});

test("an image that is here does not help a service that is left out", () => {
  expect(imagePrerequisite(GRAFANA, true)).toMatchObject({ isThere: true, seen: "grafana:12" });
  expect(imagePrerequisite(GRAFANA, false)).toMatchObject({
    ...{ isThere: false, seen: "grafana:12 is not here", remedy: "npm run setup" },
    costs: "that Grafana serves the dashboard",
  });
  const leftOut = imagePrerequisite({ ...GRAFANA, name: "redis", scale: 0 }, true);
  expect(leftOut).toMatchObject({
    isThere: false,
    seen: "left out in .env: grafana:12",
    costs: "everything about redis",
  });
  expect(leftOut.remedy).toContain("npm run setup takes the service in again");
});

test.each([
  ["memory and processors", memoryPrerequisite(4, 2), memoryPrerequisite(3.9, 2)],
  ["memory and processors", memoryPrerequisite(64, 2), memoryPrerequisite(64, 1)],
  [
    "the engine's disk",
    diskPrerequisite({ folder: "/d", freeGib: 10 }),
    diskPrerequisite({ folder: "/d", freeGib: 9.9 }),
  ],
  ["the engine's disk", diskPrerequisite({ folder: "/d", freeGib: 10 }), diskPrerequisite(undefined)],
  ["ports of the stack", portsPrerequisite([]), portsPrerequisite([{ port: 6379, holder: "x" }])],
  ["loop devices", loopPrerequisite(true), loopPrerequisite(false)],
  ["fault tools", faultToolsPrerequisite("tools:1", true), faultToolsPrerequisite("tools:1", false)],
  ["Compose plugin", composePrerequisite("2.40.0"), composePrerequisite(undefined)],
  ["jq", toolPrerequisite("jq", "/usr/bin/jq"), toolPrerequisite("jq", undefined)],
])("of %s it is told whether there is enough, and what is lacking without", (what, there, lacking) => {
  expect([there.what, there.isThere, lacking.isThere]).toEqual([what, true, false]);
  expect(lacking.seen).not.toBe(there.seen);
  expect([lacking.costs, lacking.remedy]).not.toContain("");
});

test("ports are told with who holds them", () => {
  const held = [
    { port: 6379, holder: "container redis" },
    { port: 5672, holder: "process beam.smp (8)" },
  ];

  expect(portsPrerequisite(held).seen).toBe(
    "6379 held by container redis, 5672 held by process beam.smp (8)",
  );
});

test("a program is installed by the name of its package", () => {
  expect(toolPrerequisite("netstat", undefined).remedy).toBe(
    "install it (Debian: apt-get install net-tools)",
  );
  expect(toolPrerequisite("curl", undefined).remedy).toBe("install it (Debian: apt-get install curl)");
  expect(toolPrerequisite("rabbitmqctl", undefined).remedy).toMatch(/^none is needed/);
});

test("volumes of others are a prerequisite each, and one for all where there is none", () => {
  const foreign = { service: "redis", seen: "redis-data belongs to 100:101", remedy: "chown it" };

  expect(volumePrerequisites([foreign])).toEqual([
    {
      ...{ what: "data volumes", isThere: false, seen: "redis-data belongs to 100:101" },
      ...{ costs: "the composed redis does not start", remedy: "chown it" },
    },
  ]);
  expect(volumePrerequisites([])).toMatchObject([{ isThere: true }]);
});
