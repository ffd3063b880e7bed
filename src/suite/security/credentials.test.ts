import { expect, test } from "vitest";
import { newCredentials } from "./credentials.ts";

test("new credentials are ones that nobody has used, each another", () => {
  const all = [...Object.values(newCredentials()), ...Object.values(newCredentials())];

  expect(new Set(all).size).toBe(all.length);
});

test("passwords hold what a shell or a file format trips over, and nothing that ends their quotes in .env", () => {
  const { RABBITMQ_USER, RABBITMQ_ERLANG_COOKIE, ...passwords } = newCredentials();

  for (const password of Object.values(passwords)) expect(password).toMatch(/^s3"cr[0-9a-f]{18}\\et$/);
  expect(RABBITMQ_USER).toMatch(/^user-[0-9a-f]{6}$/);
  expect(RABBITMQ_ERLANG_COOKIE).toMatch(/^[0-9a-f]{32}$/);
});
