import { expect, test } from "vitest";
import { readComposeFile } from "../../stack/compose-file.ts";
import { composedTarget, targetOfUrl } from "../target-from.ts";
import { nats } from "./nats.ts";

const TARGET = {
  broker: "nats",
  host: "h",
  port: 4222,
  user: "u",
  password: "p",
  destination: "FRAMES",
} as const;
const COMPOSE = readComposeFile({ env: { NATS_PASSWORD: "secret" }, dotEnv: false });

test("it is named by where it is, with its other nodes", () => {
  expect(nats.subjectOf(TARGET)).toBe("nats at h:4222");
  expect(nats.subjectOf({ ...TARGET, others: [] })).toBe("nats at h:4222");
  expect(nats.subjectOf({ ...TARGET, others: [{ host: "h", port: 4223 }] })).toBe(
    "nats at h:4222, and 1 other nodes",
  );
});

test("a URL names everything, or leaves the defaults", () => {
  expect(targetOfUrl(nats, "natss://me:p%40ss@broker:4223?stream=VIDEO")).toEqual({
    ...{ broker: "nats", host: "broker", port: 4223, isTls: true },
    ...{ user: "me", password: "p@ss", destination: "VIDEO" },
  });
  expect(targetOfUrl(nats, "nats://broker/")).toEqual({
    ...{ broker: "nats", host: "broker", port: 4222 },
    ...{ user: "admin", password: "admin", destination: "FRAMES" },
  });
});

test.for(["nats://me:secret@broker/FRAMES", "nats://me:secret@broker/a/b"])(
  "%s has a path, which means nothing to NATS, and no credential is repeated",
  (url) => {
    const refused = () => targetOfUrl(nats, url);

    expect(refused).toThrow(/the URL of nats: expected no path, saw \/.*\?stream=NAME/s);
    expect(refused).not.toThrow(/secret/);
  },
);

test("the composed stack is reached at its published ports, and in profile nats-ha at every node", async () => {
  const at = (port: number) => ({ host: "127.0.0.1", port });
  const alone = { ...at(4222), broker: "nats", user: "admin", password: "secret", destination: "FRAMES" };

  expect(await composedTarget(nats, COMPOSE, { isHa: false })).toEqual(alone);
  expect(await composedTarget(nats, COMPOSE, { isHa: true })).toEqual({
    ...alone,
    others: [at(4223), at(4224)],
  });
});
