import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isOfFolder, projectOf, strangersIn } from "./folder-project.ts";

function folder(name = "a folder, with a comma"): string {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "folder-")));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  mkdirSync(join(parent, name));
  for (const file of ["docker-compose.yml", "labels.yml"]) writeFileSync(join(parent, name, file), "");
  symlinkSync(join(parent, name), join(parent, "link"));
  return join(parent, name);
}

function labels(root: string, { project = "broker", files = ["docker-compose.yml"], oneOff = false } = {}) {
  return {
    "com.docker.compose.project": project,
    "com.docker.compose.project.working_dir": root,
    "com.docker.compose.project.config_files": files.map((file) => join(root, file)).join(","),
    ...(oneOff ? { "com.docker.compose.oneoff": "True" } : {}),
  };
}

test("a container is a folder's when Compose made it there, through whatever link", () => {
  const root = folder();

  expect(isOfFolder(labels(root), root)).toBe(true);
  expect(isOfFolder(labels(join(root, "../link")), root)).toBe(true);
  expect(isOfFolder(labels(root), join(root, "../link"))).toBe(true);
  expect(isOfFolder(labels(root, { files: ["docker-compose.yml", "labels.yml"] }), root)).toBe(true);
});

test("a container is not a folder's for the name of its project, nor when another file of the folder made it", () => {
  const root = folder();

  expect(isOfFolder(labels(folder()), root)).toBe(false);
  expect(isOfFolder({ "com.docker.compose.project": "broker" }, root)).toBe(false);
  expect(isOfFolder(labels(root, { files: ["labels.yml"] }), root)).toBe(false);
  expect(isOfFolder(labels(root, { oneOff: true }), root)).toBe(false);
});

test("a folder that no longer exists is nobody's but its own", () => {
  expect(isOfFolder(labels("/gone/here"), "/gone/there")).toBe(false);
});

test("the project of a folder is what its containers say, with every file that it was started with", () => {
  const root = folder();
  const containers = [
    { Labels: labels(folder()) },
    { Labels: labels(root, { project: "mine", files: ["docker-compose.yml", "labels.yml"] }) },
  ];

  expect(projectOf(containers, root)).toEqual({
    name: "mine",
    files: [join(root, "docker-compose.yml"), join(root, "labels.yml")],
  });
  expect(projectOf([], root)).toBeUndefined();
});

test("containers of two projects in one folder are for the user to sort out", () => {
  const root = folder();
  const containers = ["one", "two"].map((project) => ({ Labels: labels(root, { project }) }));

  expect(() => projectOf(containers, root)).toThrow(/saw the projects one and two/);
});

test("whoever else has containers in a project of that name is told by folder", () => {
  const [root, other] = [folder(), folder()];
  const containers = [root, other, other].map((each) => ({ Labels: labels(each) }));

  expect(strangersIn("broker", containers, root)).toEqual([other]);
  expect(strangersIn("another", containers, root)).toEqual([]);
});
