import { expect, test } from "vitest";
import { abandonedOf, whyNotStarted } from "./load-job.ts";

test("a load is abandoned once its coordinator does not run any more", () => {
  const names = ["load-1", "load-1", "load-2", "load-3"];

  expect(abandonedOf(names, ["load-2-coordinator", "other"])).toEqual(["load-1", "load-3"]);
  expect(abandonedOf([], ["load-2-coordinator"])).toEqual([]);
});

const task = (said: string, Node = "host-1") => ({
  ...{ ID: "1", Name: "load-1.1", Node, CurrentState: "Running", Error: said },
});

test("tasks without an error are no reason not to start", () => {
  expect(whyNotStarted("image:1", [task(""), task("")], "")).toBeUndefined();
});

test("a host without the image is named, with what brings the image there", () => {
  const problem = whyNotStarted("image:1", [task(""), task('"No such image: image:1"', "host-2")], "");

  expect(problem?.message).toMatch(/host-2: "No such image: image:1"/);
  expect(problem?.parts.remedy).toContain("docker save image:1 | docker --context HOST load");
});

test("a task that has ended is told once with its last words", () => {
  const failing = [task("task: non-zero exit (1)"), task("task: non-zero exit (1)")];
  const problem = whyNotStarted("image:1", failing, "worker on host-1: connect ECONNREFUSED");

  expect(problem?.parts.seen).toBe(
    "host-1: task: non-zero exit (1)\n    the last lines of the workers: worker on host-1: connect ECONNREFUSED",
  );
  expect(problem?.parts.remedy).toMatch(/^fix what the lines name/);
});
