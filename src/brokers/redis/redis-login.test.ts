import { expect, test } from "vitest";
import { redisLoginOf } from "./redis-login.ts";

test.each([
  [{}, {}],
  [{ REDIS_PASSWORD: "" }, {}],
  [{ REDIS_PASSWORD: "secret" }, { password: "secret" }],
  [
    { REDIS_USER: "signoff", REDIS_PASSWORD: "secret", REDIS_DATABASE: "1" },
    { user: "signoff", password: "secret", database: 1 },
  ],
])("an environment %j logs in as %j", (environment, login) => {
  expect(redisLoginOf(environment)).toEqual(login);
});
