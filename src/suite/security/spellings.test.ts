import fc from "fast-check";
import { expect, test } from "vitest";
import { placesShowing } from "./spellings.ts";

const SECRET = 's3"cr0123456789abcdef\\et';
const showing = (text: string) => placesShowing([["log of redis", text]], [SECRET]);

test.each([
  ["as it is", `requirepass ${SECRET}`],
  ["in JSON", JSON.stringify({ password: SECRET })],
  ["in a URL", `redis://default:${encodeURIComponent(SECRET)}@redis:6379`],
  ["in HTML and XML", SECRET.replace('"', "&quot;")],
  ["as a shell quotes it", SECRET.replace('"', '\\"')],
  ["in base64", Buffer.from(SECRET).toString("base64")],
  ["in the header of a login", `Basic ${Buffer.from(`guest:${SECRET}`).toString("base64")}`],
])("a secret is found %s", (_, text) => {
  expect(showing(`before ${text} behind`)).toEqual(["log of redis"]);
});

test("a secret is found in base64, whatever stands before and behind it", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, behind) => {
      expect(showing(Buffer.from(before + SECRET + behind).toString("base64"))).toEqual(["log of redis"]);
    }),
  );
});

test("a text without it shows nothing, and only the places that show one are named", () => {
  const texts = [
    ["log of redis", "Ready to accept connections"],
    ["process 7 of this host", `redis-cli -a ${SECRET}`],
    ["completion.html", "s3 cr 0123456789 et"],
  ] as const;

  expect(placesShowing(texts, [SECRET])).toEqual(["process 7 of this host"]);
  expect(placesShowing(texts, [])).toEqual([]);
});

test("a secret of short words is found as a whole, as a URL and as JSON have it, and in no part of it", () => {
  const secret = 'the "queue" is full';
  const shows = (text: string) => placesShowing([["log", text]], [secret]).length === 1;

  expect([secret, encodeURIComponent(secret), JSON.stringify(secret)].map(shows)).toEqual([true, true, true]);
  expect(shows('the "queue" is empty')).toBe(false);
});
