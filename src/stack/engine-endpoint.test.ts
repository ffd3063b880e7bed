import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { engineEndpoint } from "./engine-endpoint.ts";

/** The environment of a user whose Docker settings are the test's own. */
function environment(given: Record<string, string> = {}, config?: string): NodeJS.ProcessEnv {
  const folder = scratchFolder("docker-config-");
  if (config !== undefined) writeFileSync(join(folder, "config.json"), config);
  return { PATH: process.env.PATH, HOME: folder, DOCKER_CONFIG: folder, ...given };
}

function withContext(env: NodeJS.ProcessEnv, url: string): NodeJS.ProcessEnv {
  const create = ["context", "create", "elsewhere", "--docker", `host=${url}`];
  execFileSync("docker", create, { env, stdio: "ignore" });
  return env;
}

test("DOCKER_HOST names the engine, and wins over a context", () => {
  const env = environment({ DOCKER_HOST: "unix:///run/mine.sock", DOCKER_CONTEXT: "elsewhere" });

  expect(engineEndpoint(env)).toEqual({
    url: "unix:///run/mine.sock",
    from: "from DOCKER_HOST",
    isNamed: true,
  });
  expect(env.DOCKER_CONTEXT).toBeUndefined();
});

test("a context names the engine, from the environment or as the current one", () => {
  const url = "unix:///run/context.sock";
  const byVariable = withContext(environment({ DOCKER_CONTEXT: "elsewhere" }), url);
  const current = withContext(environment({}, '{"currentContext":"elsewhere"}'), url);

  for (const env of [byVariable, current]) {
    expect(engineEndpoint(env)).toEqual({ url, from: "the context elsewhere", isNamed: true });
    expect(env).toMatchObject({ DOCKER_HOST: url });
    expect(env.DOCKER_CONTEXT).toBeUndefined();
  }
});

test("child processes ask the same engine, and know where it was named", () => {
  const env = withContext(environment({ DOCKER_CONTEXT: "elsewhere" }), "unix:///run/context.sock");
  const decided = engineEndpoint(env);

  expect(engineEndpoint({ ...env })).toEqual(decided);
  expect(engineEndpoint({ ...env, DOCKER_HOST: "unix:///run/proxy.sock" }).from).toBe("from DOCKER_HOST");
});

test("a default platform is told and handed to nobody: the API knows none", () => {
  const env = environment({ DOCKER_HOST: "unix:///run/named.sock", DOCKER_DEFAULT_PLATFORM: "linux/s390x" });

  expect(engineEndpoint(env).unusedPlatform).toBe("linux/s390x");
  expect(env.DOCKER_DEFAULT_PLATFORM).toBeUndefined();
  expect(engineEndpoint(env).unusedPlatform).toBe("linux/s390x");
});

test("without a name it is a socket that this user may use", () => {
  const env = environment();

  const { url, isNamed } = engineEndpoint(env);

  expect(url).toMatch(/^unix:\/\/.*docker\.sock$/);
  expect(isNamed).toBe(false);
  expect(env.DOCKER_HOST).toBe(url);
});

test("a context that does not exist is named", () => {
  expect(() => engineEndpoint(environment({ DOCKER_CONTEXT: "gone" }))).toThrow(
    /the Docker context gone: .*gone/,
  );
});

test("settings of the command line that are no JSON are named", () => {
  expect(() => engineEndpoint(environment({}, "{"))).toThrow(/config\.json: expected the settings/);
});

test("a folder in place of the settings is named", () => {
  const env = environment();
  mkdirSync(join(env.DOCKER_CONFIG ?? "", "config.json"));

  expect(() => engineEndpoint(env)).toThrow(/config\.json: expected the settings/);
});
