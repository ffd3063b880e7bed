import { expect, test } from "vitest";
import { api, credential, located } from "./address-entry.ts";

const broker = located({ scheme: "redis", ports: { plain: 6379, tls: 6380 } }, ({ at }) => at);
const complaint = (entry: typeof broker | ReturnType<typeof api> | typeof credential, text: string) =>
  entry.safeParse(text).error?.issues.map(({ message }) => message);

test("a URL says where, over TLS at the port for it", () => {
  expect(broker.parse("redis://broker.example")).toEqual({ host: "broker.example", port: 6379 });
  expect(broker.parse("rediss://broker.example")).toEqual({
    ...{ host: "broker.example", port: 6380, isTls: true },
  });
});

test.for([
  "redis://user:secret@broker.example",
  "redis://:secret@broker.example",
  "redis://user@broker.example",
])("%s keeps who asks in the URL, which is refused without repeating it", (text) => {
  expect(complaint(broker, text)).toEqual([
    "keep credentials out of the URL: user and password are keys of their own",
  ]);
});

test("what is no such URL is told with what it has to be", () => {
  expect(complaint(broker, "http://broker.example")).toEqual([
    expect.stringMatching(/^expected redis:\/\/host:port, or rediss:\/\/ over TLS, saw .*; write it as/),
  ]);
});

test("an error of ours is no complaint about the file", () => {
  const broken = located({ scheme: "redis", ports: { plain: 1, tls: 1 } }, () => {
    throw new TypeError("ours");
  });

  expect(() => broken.parse("redis://broker.example")).toThrow(TypeError);
});

test.for([
  ["http://host.example", { host: "host.example", port: 15672 }],
  ["http://host.example/api", { host: "host.example", port: 15672 }],
  ["http://host.example/rabbit", { host: "host.example", port: 15672, prefix: "/rabbit" }],
  ["https://host.example/rabbit/api", { host: "host.example", port: 15671, isTls: true, prefix: "/rabbit" }],
] as const)("the API at %s is behind what stands before its own paths", ([text, at]) => {
  expect(api(15672, 15671, "/api").parse(text)).toEqual(at);
});

test("an empty credential is a variable that is not set", () => {
  expect(complaint(credential, "")).toEqual(["is empty: is the variable that it comes from set?"]);
  expect(credential.parse("secret")).toBe("secret");
});
