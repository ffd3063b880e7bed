import { expect, test } from "vitest";
import { WebhookInbox } from "../../watchers/webhook-inbox.ts";
import { WatchedLoss } from "./watched-loss.ts";

const ONE_LOOK = { firesWithinMs: 1, arrivesWithinMs: 1, resolvesWithinMs: 1 };
const LOSS = {
  fault: "host of the primary lost",
  raises: [{ alertname: "FakeDown", broker: "fake", instance: "fake:1" }],
};

/** @param heardAs the instance by which it arrives once it fires, if it does */
function watched({ isFiring = true, heardAs }: { isFiring?: boolean; heardAs?: string } = {}) {
  const inbox = new WebhookInbox();
  const notify = (status: "firing" | "resolved", instance: string) => {
    const labels = { alertname: "FakeDown", broker: "fake", instance, severity: "critical" };
    const body = JSON.stringify({ receiver: "critical", alerts: [{ status, labels, annotations: {} }] });
    inbox.take(`200 /own ${Buffer.from(body).toString("base64")}`);
  };
  const looked = async () => {
    if (heardAs) notify("firing", heardAs);
    return isFiring;
  };
  const world = { isFiring: looked, receiver: { inbox, isItsOwn: () => true } };
  const resolved = () => notify("resolved", "fake:1");
  return { loss: new WatchedLoss(world, LOSS, ONE_LOOK), resolved };
}

test("an alert that fires, arrives and resolves once the host is back leaves nothing to say", async () => {
  const { loss, resolved } = watched({ heardAs: "fake:1" });

  loss.landed();
  await loss.heard();
  resolved();
  loss.returned();

  const { measured, rows } = await loss.alerts();
  expect(measured).toEqual({ "alerts silent": 0, "alerts undelivered": 0, "alerts unresolved": 0 });
  expect(rows[0]?.slice(0, 3)).toEqual(["FakeDown", "fake", "critical"]);
});

test("an alert of another instance is none of this loss: it was not delivered, and the host may come back", async () => {
  const { loss } = watched({ heardAs: "fake:2" });

  loss.landed();
  await loss.heard();
  loss.returned();

  expect(await loss.alerts()).toMatchObject({
    measured: { "alerts silent": 0, "alerts undelivered": 1, "alerts unresolved": 0 },
    seen: "not heard: FakeDown fake",
  });
});

test("one that never fires is silent, and one that goes on after the host is back is unresolved", async () => {
  const { loss: silent } = watched({ isFiring: false });
  silent.landed();
  silent.returned();
  const { loss: lasting } = watched({ heardAs: "fake:1" });
  lasting.landed();
  lasting.returned();

  expect((await silent.alerts()).measured).toMatchObject({ "alerts silent": 1, "alerts unresolved": 0 });
  expect((await lasting.alerts()).measured).toMatchObject({ "alerts silent": 0, "alerts unresolved": 1 });
});

test("without a loss nothing can be said", async () => {
  await expect(watched().loss.alerts()).rejects.toThrow("the host was not lost");
});
