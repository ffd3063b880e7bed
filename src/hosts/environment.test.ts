import { expect, test } from "vitest";
import { newcomersEnvironment } from "./environment.ts";

test("a newcomer's shell has nothing of ours but what the machine is reached by", () => {
  const env = newcomersEnvironment(
    { name: "jan", home: "/home/jan", npmCache: "/cache" },
    {
      PATH: "/here/node_modules/.bin:/usr/local/bin:/usr/bin",
      HTTPS_PROXY: "http://proxy:3128",
      NODE_ENV: "test",
      DOCKER_HOST: "tcp://elsewhere:2375",
      SIGNOFF_RUN: "boot/1/2",
      npm_lifecycle_event: "hosts",
    },
  );

  expect(env).toEqual({
    PATH: "/usr/local/bin:/usr/bin",
    HTTPS_PROXY: "http://proxy:3128",
    HOME: "/home/jan",
    USER: "jan",
    LOGNAME: "jan",
    LANG: "C.UTF-8",
    npm_config_cache: "/cache",
    npm_config_prefer_offline: "true",
  });
});
