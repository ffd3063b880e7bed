import { expect, test } from "vitest";
import { newCredentials, secretsAmong } from "./credentials.ts";

test("new credentials are ones that nobody has used, each another", async () => {
  const all = [await newCredentials(), await newCredentials()].flatMap((each) => Object.values(each));

  expect(new Set(all).size).toBe(all.length);
});

test("passwords hold what a shell or a file format trips over, and nothing that ends their quotes in .env", async () => {
  const { RABBITMQ_USER, RABBITMQ_ERLANG_COOKIE, ...passwords } = await newCredentials();

  for (const password of Object.values(passwords)) expect(password).toMatch(/^s3"cr[0-9a-f]{18}\\et$/);
  expect(RABBITMQ_USER).toMatch(/^user-[0-9a-f]{6}$/);
  expect(RABBITMQ_ERLANG_COOKIE).toMatch(/^[0-9a-f]{32}$/);
});

test("every credential is a secret but the name of a user", async () => {
  const credentials = await newCredentials();
  const { RABBITMQ_USER, ...secrets } = credentials;

  expect(RABBITMQ_USER).toBeDefined();
  expect((await secretsAmong(credentials)).toSorted()).toEqual(Object.values(secrets).toSorted());
});
