import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { compose } from "./compose-cli.ts";

const FILE = `
name: broker
services:
  redis: { image: "redis:8" }
  camera: { image: "camera:1", profiles: [capture] }
`;

/** Everything that Compose could be led elsewhere by, as its documentation lists it. */
const ELSEWHERE = {
  COMPOSE_PROJECT_NAME: "thatproject",
  COMPOSE_FILE: "other.yml",
  COMPOSE_PROFILES: "capture",
  COMPOSE_ENV_FILES: "/nowhere/.env",
  COMPOSE_PATH_SEPARATOR: ";",
  COMPOSE_DISABLE_ENV_FILE: "true",
  COMPOSE_REMOVE_ORPHANS: "true",
  COMPOSE_IGNORE_ORPHANS: "true",
  COMPOSE_PARALLEL_LIMIT: "many",
  COMPOSE_STATUS_STDOUT: "true",
  COMPOSE_COMPATIBILITY: "true",
};

afterEach(() => vi.unstubAllEnvs());

function folder(dotEnv?: string): string {
  const root = join(mkdtempSync(join(tmpdir(), "compose cli ")), "a folder");
  onTestFinished(() => rmSync(join(root, ".."), { recursive: true }));
  mkdirSync(root);
  writeFileSync(join(root, "docker-compose.yml"), FILE);
  writeFileSync(join(root, "other.yml"), "name: other\nservices: { stranger: { image: 'x:1' } }");
  if (dotEnv !== undefined) writeFileSync(join(root, ".env"), dotEnv);
  return root;
}

async function resolved(root: string, name?: string) {
  const project = { root, files: ["docker-compose.yml"], ...(name ? { name } : {}) };
  const { name: called, services } = JSON.parse(await compose(project, ["config", "--format", "json"]));
  return { name: called, services: Object.keys(services) };
}

test("nothing in the environment leads a call to another project, other files or other profiles", async () => {
  for (const [name, value] of Object.entries(ELSEWHERE)) vi.stubEnv(name, value);

  expect(await resolved(folder(), "ours")).toEqual({ name: "ours", services: ["redis"] });
  expect(await resolved(folder())).toEqual({ name: "broker", services: ["redis"] });
});

test("nothing in .env leads a call with a project's name elsewhere", async () => {
  const dotEnv = Object.entries({ ...ELSEWHERE, DOCKER_HOST: "unix:///nowhere" })
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");

  expect(await resolved(folder(dotEnv), "ours")).toEqual({ name: "ours", services: ["redis"] });
});

test("without a name the project is the one that .env says", async () => {
  expect((await resolved(folder("COMPOSE_PROJECT_NAME=chosen\n"))).name).toBe("chosen");
});

test("a call that fails names the command, the folder and what Compose printed", async () => {
  const root = folder();

  await expect(compose({ root, files: ["missing.yml"] }, ["config"])).rejects.toThrow(
    /docker compose config in .*a folder: .*\n.*missing\.yml/,
  );
});
