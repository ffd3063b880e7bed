import { expect, test } from "vitest";
import { reachedAt } from "../../stack/testing.ts";
import { brokersLetIn } from "./brokers-let-in.ts";

test("a service that is no broker is not asked: here nothing says where it is", async () => {
  const prometheus = reachedAt("prometheus");

  await expect(brokersLetIn([prometheus])).resolves.toBeUndefined();
});

test("a broker that is not reached stops the run before anything is measured", async () => {
  const silent = reachedAt("redis", { 6379: { host: "127.0.0.1", port: 1 } });

  await expect(brokersLetIn([silent])).rejects.toThrow(
    /expected one that lets user default in, .*ECONNREFUSED/,
  );
});
