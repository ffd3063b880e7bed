import { expect, test } from "vitest";
import type { LastingFault } from "../../brokers/drill.ts";
import { WebhookInbox } from "../../watchers/webhook-inbox.ts";
import { runDrill } from "./drill.ts";
import type { AlertWorld } from "./world.ts";

/** One look each. */
const ONE_LOOK = { firesWithinMs: 1, arrivesWithinMs: 1, resolvesWithinMs: 1 };
const RAISES = [{ alertname: "MemoryHigh", broker: "redis" }];

/** A world whose alert fires, and an inbox to which a fault can have it sent. */
function world({ isFiring = true } = {}) {
  const inbox = new WebhookInbox();
  const notify = (status: "firing" | "resolved", alertname = "MemoryHigh", path = "/own") => {
    const labels = { alertname, broker: "redis", severity: "warning" };
    const alerts = [{ status, labels, annotations: {} }];
    const body = Buffer.from(JSON.stringify({ receiver: "webhook", alerts })).toString("base64");
    inbox.take(`200 ${path} ${body}`);
  };
  const isItsOwn = ({ path }: { path: string }) => path === "/own";
  const seen = { isFiring: async () => isFiring, receiver: { inbox, isItsOwn } };
  return { world: seen as unknown as AlertWorld, notify };
}

function drill(fault: LastingFault) {
  return { fault: "memory is full", raises: RAISES, inject: async () => fault };
}

test("an alert fires, arrives with its severity while the fault lasts, and resolves once it is healed", async () => {
  const { world: seen, notify } = world();
  const fault = {
    onceFired: async () => notify("firing"),
    [Symbol.asyncDispose]: async () => notify("resolved"),
  };

  const [result] = await runDrill(seen, drill(fault), ONE_LOOK);

  expect(result).toEqual({
    ...{ alertname: "MemoryHigh", broker: "redis", severity: "warning", fault: "memory is full" },
    ...{
      firedAfter: expect.any(Number),
      arrivedAfter: expect.any(Number),
      resolvedAfter: expect.any(Number),
    },
  });
});

test("an alert that neither fires nor arrives nor resolves has no times, and that is no error", async () => {
  const { world: seen } = world({ isFiring: false });
  const healed: string[] = [];
  const fault = { [Symbol.asyncDispose]: async () => void healed.push("once") };

  expect(await runDrill(seen, drill(fault), ONE_LOOK)).toEqual([
    { alertname: "MemoryHigh", broker: "redis", severity: "", fault: "memory is full" },
  ]);
  expect(healed).toEqual(["once"]);
});

test("an alert that arrives has fired, although nobody saw it fire", async () => {
  const { world: seen, notify } = world({ isFiring: false });
  const fault = { onceFired: async () => notify("firing"), [Symbol.asyncDispose]: async () => undefined };

  const [result] = await runDrill(seen, drill(fault), ONE_LOOK);

  expect(result?.firedAfter).toBeGreaterThanOrEqual(result?.arrivedAfter ?? Number.POSITIVE_INFINITY);
});

test("an alert that is heard elsewhere alone has not arrived, and says where it was heard", async () => {
  const { world: seen, notify } = world();
  const fault = {
    onceFired: async () => notify("firing", "MemoryHigh", "/other"),
    [Symbol.asyncDispose]: async () => notify("resolved", "MemoryHigh", "/other"),
  };

  const [result] = await runDrill(seen, drill(fault), ONE_LOOK);

  expect(result).toMatchObject({ firedAfter: expect.any(Number), heardAtInstead: "other" });
  expect(result).not.toHaveProperty("arrivedAfter");
  expect(result).not.toHaveProperty("resolvedAfter");
});

test("an alert that is heard elsewhere too has arrived", async () => {
  const { world: seen, notify } = world();
  const fault = {
    onceFired: async () => {
      notify("firing", "MemoryHigh", "/other");
      notify("firing");
    },
    [Symbol.asyncDispose]: async () => undefined,
  };

  const [result] = await runDrill(seen, drill(fault), ONE_LOOK);

  expect(result).toHaveProperty("arrivedAfter");
  expect(result).not.toHaveProperty("heardAtInstead");
});

test("an alert of another broker, or from before the fault, is not its alert", async () => {
  const { world: seen, notify } = world();
  notify("firing");
  const fault = {
    onceFired: async () => notify("firing", "MemoryCritical"),
    [Symbol.asyncDispose]: async () => undefined,
  };

  const [result] = await runDrill(seen, drill(fault), ONE_LOOK);

  expect(result).not.toHaveProperty("arrivedAfter");
});

test("what resolved before the healing counts only where the fault ends by itself, and took no time then", async () => {
  const fault = (notify: (status: "firing" | "resolved") => void, endsByItself: string[]): LastingFault => ({
    endsByItself,
    onceHeard: () => notify("resolved"),
    onceFired: async () => notify("firing"),
    [Symbol.asyncDispose]: async () => undefined,
  });
  const [one, other] = [world(), world()];

  const [ended] = await runDrill(one.world, drill(fault(one.notify, ["MemoryHigh"])), ONE_LOOK);
  const [early] = await runDrill(other.world, drill(fault(other.notify, [])), ONE_LOOK);

  expect(ended?.resolvedAfter).toBe(0);
  expect(early).not.toHaveProperty("resolvedAfter");
});

test.each(["made", "healed"])(
  "a fault that cannot be %s leaves all of its alerts unknown, with the reason",
  async (when) => {
    const fails = () => Promise.reject(new Error("redis is gone"));
    const raises = [...RAISES, { alertname: "FramesRefused" }];
    const inject = async () => ({ [Symbol.asyncDispose]: when === "healed" ? fails : async () => undefined });

    const results = await runDrill(
      world().world,
      { fault: "a fault", raises, inject: when === "made" ? fails : inject },
      ONE_LOOK,
    );

    expect(results.map(({ alertname, unknown }) => [alertname, unknown])).toEqual([
      ["MemoryHigh", "redis is gone"],
      ["FramesRefused", "redis is gone"],
    ]);
  },
);
