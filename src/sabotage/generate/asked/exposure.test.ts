import { expect, test } from "vitest";
import { COMPOSE_FILE } from "../../../stack/compose-cli.ts";
import type { Mutant } from "../mutant.ts";
import { askExposure, turnedIn } from "./exposure.ts";

const changing = (setting: string, from: string | RegExp, to: string, file = COMPOSE_FILE): Mutant => ({
  id: `${file}:${setting}`,
  file,
  setting,
  kind: "removed",
  apply: (text) => text.replace(from, to),
});
const NONE = { open: [], excess: { privileges: [], ports: [], mounts: [], secrets: [] } };
const finding = { service: "redis", about: "user", text: "runs as root" };

test("a compose file that opens or allows more turns the criterion that is about it", () => {
  const mutants = [
    changing("open", "127.0.0.1:6379:6379", "0.0.0.0:6379:6379"),
    changing("strange", "127.0.0.1:6379:6379", "127.0.0.1:6379:7000"),
    changing("writable", /(\.\/config\/redis:[^\s"]*):ro/, "$1"),
    changing("harmless", "127.0.0.1:6379:6379", "127.0.0.1:6380:6379"),
    changing("not composed", /^services:/m, "servants:"),
    changing("elsewhere", "127.0.0.1", "0.0.0.0", "config/a.yml"),
  ];

  expect(Object.fromEntries(askExposure(mutants, 60))).toEqual({
    [`${COMPOSE_FILE}:open`]: { status: "caught", by: "overall/security/loopback-only" },
    [`${COMPOSE_FILE}:strange`]: { status: "caught", by: "overall/security/ports-limited" },
    [`${COMPOSE_FILE}:writable`]: { status: "caught", by: "overall/security/mounts-limited" },
  });
});

test("no criterion turns where nothing is found", () => {
  expect(turnedIn(NONE)).toBeUndefined();
});

test.for(["privileges", "ports", "mounts", "secrets"] as const)("%s that are found turn one", (kind) => {
  expect(turnedIn({ ...NONE, excess: { ...NONE.excess, [kind]: [finding] } })).toMatch(
    /^overall\/security\//,
  );
});

test("without time nothing is asked", () => {
  expect(askExposure([changing("open", "127.0.0.1:6379:6379", "0.0.0.0:6379:6379")], 0).size).toBe(0);
});
