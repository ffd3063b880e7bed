import { expect, test } from "vitest";
import { whyOpen } from "./plan-commands.ts";

const noGrafana = {
  command: "curl localhost:3000",
  obstacle: { kind: "image", text: "the image of grafana is not on this host" },
} as const;
const noPython = {
  command: "python load_test.py",
  obstacle: { kind: "host", text: "this host has no python" },
} as const;

test("a command that can't be tried leaves the rest open, with the kind of the first obstacle", () => {
  expect(whyOpen({ failed: [], untried: [noGrafana, noPython] })).toEqual({
    kind: "image",
    text: "not every command can be tried here: curl localhost:3000: the image of grafana is not on this host; python load_test.py: this host has no python",
  });
});

test("nothing is open when every command was tried, or when one has failed already", () => {
  expect(whyOpen({ failed: [], untried: [] })).toBeUndefined();
  expect(whyOpen({ failed: ["redis-cli ping"], untried: [noPython] })).toBeUndefined();
});
