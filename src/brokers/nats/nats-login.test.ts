import { expect, test } from "vitest";
import { natsLoginOf, systemLoginOf } from "./nats-login.ts";

test.for([
  [{}, "admin", "admin"],
  [{ NATS_USER: "signoff", NATS_PASSWORD: "secret" }, "signoff", "secret"],
] as const)(
  "an environment %j logs in as %s, and as the same person in the system's account",
  ([environment, user, password]) => {
    expect(natsLoginOf(environment)).toEqual({ user, password });
    expect(systemLoginOf(environment)).toEqual({ user: `${user}-system`, password });
  },
);
