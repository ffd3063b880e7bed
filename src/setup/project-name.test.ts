import { expect, test } from "vitest";
import { nameFor } from "./project-name.ts";

const fresh = {
  root: "/srv/a",
  chosen: undefined,
  ofContainers: undefined,
  wasSetUp: false,
  hasVolumes: false,
  others: [],
};

test("a folder has a project of its own, the same at every set-up and another than any other folder's", () => {
  expect(nameFor(fresh)).toMatch(/^broker-[0-9a-f]{6}$/);
  expect(nameFor(fresh)).toBe(nameFor({ ...fresh, hasVolumes: true }));
  expect(nameFor({ ...fresh, root: "/srv/b" })).not.toBe(nameFor(fresh));
});

test("a folder whose stack is there keeps its project", () => {
  expect(nameFor({ ...fresh, ofContainers: "broker", others: ["/srv/b"] })).toBe("broker");
  expect(nameFor({ ...fresh, ofContainers: "mine" })).toBe("mine");
});

test("a folder that was set up before goes on with its volumes, unless the project is another folder's", () => {
  const before = { ...fresh, wasSetUp: true, hasVolumes: true };

  expect(nameFor(before)).toBe("broker");
  expect(nameFor({ ...before, others: ["/srv/b"] })).not.toBe("broker");
  expect(nameFor({ ...before, hasVolumes: false })).not.toBe("broker");
});

test("a name that the user has set is kept; one that came with a copy of another folder is not", () => {
  const mine = nameFor(fresh);

  expect(nameFor({ ...fresh, chosen: "mine" })).toBe("mine");
  expect(nameFor({ ...fresh, chosen: mine })).toBe(mine);
  expect(nameFor({ ...fresh, chosen: nameFor({ ...fresh, root: "/srv/b" }) })).toBe(mine);
});
