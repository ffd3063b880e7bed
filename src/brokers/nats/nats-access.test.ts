import { expect, test } from "vitest";
import { reachedAt } from "../../stack/testing.ts";
import { NATS_ACCESS } from "./nats-access.ts";
import { natsStandIn } from "./nats-stand-in.ts";

const NOWHERE = { host: "127.0.0.1", port: 1 };

test("who has a password is let in, and others are told that they are not", async () => {
  await using server = await natsStandIn({ producer: "new" });

  await NATS_ACCESS.logIn(server.at, { user: "producer", password: "new" });
  await expect(NATS_ACCESS.logIn(server.at, { user: "producer", password: "old" })).rejects.toThrow(
    /Authorization Violation/,
  );
  await expect(NATS_ACCESS.logIn(NOWHERE, { user: "producer", password: "new" })).rejects.toThrow(/refused/i);
});

test("a login over TLS is none where the server offers no TLS", async () => {
  await using server = await natsStandIn({ producer: "new" });
  const login = { user: "producer", password: "new", ca: "an authority" };

  await expect(NATS_ACCESS.logIn(server.at, login)).rejects.toThrow(/does not support 'tls'/);
});

test("a node that refuses the old user and takes the new one keeps nothing", async () => {
  await using fresh = await natsStandIn({ root: "secret" });
  await using both = await natsStandIn({ root: "secret", admin: "admin" });
  const node = (server: typeof fresh, password = "secret") =>
    reachedAt("nats", { 4222: server.at }, { NATS_USER: "root", NATS_PASSWORD: password });

  expect(await NATS_ACCESS.keepingOld(node(fresh))).toEqual([]);
  expect(await NATS_ACCESS.keepingOld(node(both))).toEqual(["nats lets admin in with its former password"]);
  expect(await NATS_ACCESS.keepingOld(node(fresh, "other"))).toEqual([
    expect.stringContaining("nats does not take the new user: "),
  ]);
});
