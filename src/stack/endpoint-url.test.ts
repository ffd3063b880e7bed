import fc from "fast-check";
import { expect, test } from "vitest";
import { Problem } from "../kernel/problem.ts";
import { databaseIn, mustBeHttp, partsOf, prefixIn, type UrlForm, virtualHostIn } from "./endpoint-url.ts";

const FORM: UrlForm = {
  subject: "the URL of redis",
  scheme: "redis",
  ports: { plain: 6379, tls: 6380 },
  parameters: ["stream", "group"],
};
const parts = (text: string) => partsOf(text, FORM);

test("every part of a URL is read, decoded", () => {
  expect(parts("redis://al%40ice:p%2Fw%3Ad@[::1]:7000/2?stream=fr%C3%A9mes&group=g")).toEqual({
    ...{ at: { host: "::1", port: 7000 }, user: "al@ice", password: "p/w:d", path: "/2" },
    parameters: { stream: "frémes", group: "g" },
  });
});

test("a URL that names no port means the usual one, and over TLS the usual one of that", () => {
  expect(parts("redis://h").at).toEqual({ host: "h", port: 6379 });
  expect(parts("rediss://h").at).toEqual({ host: "h", port: 6380, isTls: true });
  expect(parts("redis://h")).toMatchObject({ user: "", password: "", path: "", parameters: {} });
});

test("a port that is the usual one of its scheme is the port that is written", () => {
  const http: UrlForm = { ...FORM, scheme: "http", ports: { plain: 15672, tls: 15671 } };

  expect(partsOf("http://h:80", http).at.port).toBe(80);
  expect(partsOf("http://u:80@h", http).at.port).toBe(15672);
});

test("whatever a password holds is read as it was, once it is percent-encoded", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary-ascii" }),
      fc.integer({ min: 1, max: 65_535 }),
      (password, port) => {
        const read = parts(`redis://u:${encodeURIComponent(password)}@h:${port}`);
        expect([read.password, read.at.port]).toEqual([password, port]);
      },
    ),
    // A word of this file's other messages.
    { examples: [["name", 1]] },
  );
});

test.each([
  ["h:6379", /expected redis:\/\/host:port, .*, saw one that starts with h:/],
  ["amqp://h", /saw one that starts with amqp:/],
  ["redis://", /saw no host in it/],
  ["redis://h:70000", /saw a port above 65535/],
  ["not a url", /saw something that is no URL/],
  ["redis://h:0", /expected a port from 1 to 65535, saw 0/],
  ["redis://u:p%zz@h", /a password that is percent-encoded/],
  ["redis://u:p@h/1#2", /expected nothing behind #/],
  ["redis://h?steam=x", /expected parameters stream, group, saw steam/],
  ["redis://h?stream=a&stream=b", /expected stream once, saw twice/],
  ["redis://h?stream=", /expected a value of stream, saw none/],
  ["redis://h?", /expected parameters stream, group, saw none behind \?/],
  ["redis://h?=x", /saw one without a name/],
])("%s is refused by the part that means nothing", (text, told) => {
  expect(() => parts(text)).toThrow(Problem);
  expect(() => parts(text)).toThrow(told);
});

test("a refusal repeats no password", () => {
  expect(() => parts("redis://u:s3cret-word@h/#")).toThrow(/^(?!.*s3cret-word)/s);
  expect(() => parts("amqp://u:s3cret-word@h")).toThrow(/^(?!.*s3cret-word)/s);
});

test.each([
  ["", 0],
  ["/", 0],
  ["/1", 1],
  ["/15", 15],
])("the path %j names database %d", (path, database) => {
  expect(databaseIn(path, "x")).toBe(database);
});

test.each(["/frames", "/-1", "/1/2", "/1.5", "/123456"])("the path %s names no database", (path) => {
  expect(() => databaseIn(path, "x")).toThrow(/a database number as its path/);
});

test.each([
  ["", "/"],
  ["/%2F", "/"],
  ["/video%2Fone", "video/one"],
  ["/video", "video"],
])("the path %j names the virtual host %s", (path, host) => {
  expect(virtualHostIn(path, "x")).toBe(host);
});

test.each([
  ["/", /a virtual host behind the \//],
  ["/video/one", /one virtual host as its path, saw \/video\/one/],
  ["/100%", /a virtual host that is percent-encoded/],
])("the path %s names no virtual host", (path, told) => {
  expect(() => virtualHostIn(path, "x")).toThrow(told);
});

test("a prefix ends without a slash", () => {
  expect(["", "/", "/rabbit", "/rabbit//"].map(prefixIn)).toEqual(["", "", "/rabbit", "/rabbit"]);
});

test("an address that is asked over HTTP may have any parameters, and nothing that is no HTTP", () => {
  expect(() => mustBeHttp("https://hooks.example/T0?token=a&token=b", "the webhook")).not.toThrow();
  expect(() => mustBeHttp("ftp://hooks.example", "the webhook")).toThrow(/^the webhook: expected http:/);
});
