import { expect, test } from "vitest";
import { Problem } from "../kernel/problem.ts";
import { withHolder } from "./held-by.ts";

const CONTAINERS = [
  { Names: ["/other"], Ports: [{}], Labels: {} },
  {
    Names: ["/redis"],
    Ports: [{ PublicPort: 6379 }],
    Labels: {
      "com.docker.compose.project": "shop",
      "com.docker.compose.project.working_dir": "/srv/shop",
    },
  },
];
const THEIRS = "container redis of the project shop in /srv/shop";

function refusedWith(seen: string): Problem {
  return new Problem({ subject: "docker compose up", expected: "it to succeed", seen, remedy: "read it" });
}

test.each([
  ['The container name "/redis" is already in use by container "12ab"', `the name redis held by ${THEIRS}`],
  ["Bind for 127.0.0.1:6379 failed: port is already allocated", `port 6379 held by ${THEIRS}`],
  ["listen tcp4 127.0.0.1:6379: bind: address already in use", `port 6379 held by ${THEIRS}`],
])("%s names the holder", (seen, told) => {
  const thrown = refusedWith(seen);
  const named = withHolder(thrown, CONTAINERS, "/srv/broker") as Problem;

  expect(named.parts).toMatchObject({ subject: "docker compose up", seen: told });
  expect(named.parts.remedy).toContain("stop what holds it");
  expect(named.cause).toBe(thrown);
});

test.each([
  ["a port that no container publishes", refusedWith("0.0.0.0:6380 failed: port is already allocated")],
  ["another refusal", refusedWith("no space left on device")],
  ["what is no refusal", new Error('container name "/redis" is already in use')],
])("%s stays as it is", (_, thrown) => {
  expect(withHolder(thrown, CONTAINERS, "/srv/broker")).toBe(thrown);
});
