import { expect, test } from "vitest";
import { messageOf } from "../kernel/problem.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { proveWay, type WebhookWay } from "./webhook-proof.ts";

const WAY: WebhookWay = {
  post: async () => ({ exitCode: 0, output: "" }),
  hasProbe: () => true,
  webhookState: async () => "runs",
};

const SOON = { answersWithinMs: 50, heardWithinMs: 50 };

async function failureOf(changes: Partial<WebhookWay>): Promise<string> {
  const failure = await proveWay({ ...WAY, ...changes }, SOON).catch((thrown: unknown) => thrown);
  expect(failure).toBeInstanceOf(Undetermined);
  return messageOf(failure);
}

test("a probe that is heard proves the way", async () => {
  await expect(proveWay(WAY)).resolves.toBeUndefined();
});

test("a webhook that is not reached: what wget said, and how the webhook is", async () => {
  const output =
    "--2026-11-26--  http://webhook:8080/\nConnecting to webhook...\nfailed: Connection refused.\n";
  const failure = await failureOf({
    post: async () => ({ exitCode: 4, output }),
    webhookState: async () => "ended with code 1: {undef,[...]}",
  });

  expect(failure).toContain("failed: Connection refused.");
  expect(failure).toContain("ended with code 1: {undef,[...]}");
  expect(failure).toContain("What to do");
});

test("a packet that is dropped on its way ends in seconds", async () => {
  expect(await failureOf({ post: () => new Promise(() => {}) })).toContain("no answer in");
});

test("an answer of which nothing is heard names the log stream", async () => {
  expect(await failureOf({ hasProbe: () => false })).toContain("log stream");
});

test("a command that says nothing, or cannot be run, has a reason all the same", async () => {
  expect(await failureOf({ post: async () => ({ exitCode: 4, output: "" }) })).toContain("exit code 4");
  expect(await failureOf({ post: () => Promise.reject(new Error("container is paused")) })).toContain(
    "container is paused",
  );
});
