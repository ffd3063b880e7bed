import { errors } from "@nats-io/transport-node";
import { expect, test } from "vitest";
import { isForbidden, NatsStream, takingAt } from "./nats-stream.ts";

test.for([
  [["frames"], "frames"],
  [["frames.*", "frames.all"], "frames.all"],
] as const)("a stream with the subjects %j takes frames at %s", ([subjects, subject]) => {
  expect(takingAt("FRAMES", subjects)).toBe(subject);
});

test.for([
  [["frames.*", "video.>"], "stream FRAMES takes frames at frames.*, video.>, which names no single one"],
  [[], "stream FRAMES takes frames at no subject, which names no single one"],
  [undefined, "stream FRAMES takes frames at no subject, which names no single one"],
] as const)("one with the subjects %j is told as what it is", ([subjects, message]) => {
  expect(() => takingAt("FRAMES", subjects)).toThrow(message);
});

test("a stream is named as the server knows it, without the dots of a run's own", () => {
  const at = { address: async () => ({ host: "h", port: 4222 }), user: "u", password: "p" };

  expect(new NatsStream({ ...at, destination: "signoff.a.b" }).destination).toBe("stream signoff_a_b");
});

test("a right that is missing is known by itself, and inside of what the client makes of a request", () => {
  const said = 'Permissions Violation for Publish to "$JS.API.STREAM.INFO.FRAMES"';
  const missing = errors.PermissionViolationError.parse(said);

  expect(isForbidden(missing)).toBe(true);
  expect(isForbidden(new Error(said, { cause: missing }))).toBe(true);
  expect(isForbidden(new Error(said))).toBe(false);
  expect(isForbidden(undefined)).toBe(false);
});
