import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { currentRun } from "../kernel/run-identity.ts";
import { BROKERS } from "./all.ts";
import type { Broker } from "./broker.ts";
import { conforms } from "./conformance.ts";
import { destinationsOf } from "./destinations.ts";
import { openStack } from "./open-stack.ts";
import { targetOfRunning } from "./target-from.ts";

/** One node of each broker, shared by the tests of this file. */
const stack = await openStack();
test.aroundAll(async (runSuite) => {
  await using _stack = stack;
  await runSuite();
});

for (const broker of BROKERS) {
  conforms(broker.title, async () => {
    const [service] = await stack.start(broker.id);
    const destination = destinationsOf(currentRun()).named(randomUUID());
    await broker.ready(service, destination);
    const at = broker.at(await targetOfRunning(broker, service, destination));
    const isGoing = (name: string) => name.startsWith(destination);
    return {
      broker: at,
      full: () => broker.full(service, destination),
      cut: (client) => cut(broker, service, client),
      [Symbol.asyncDispose]: async () => {
        await broker.removeOwn(service, isGoing);
      },
    };
  });

  test(`${broker.title} loses the destinations that are going, and no other`, async () => {
    const [service] = await stack.start(broker.id);
    const own = destinationsOf(currentRun()).named("frames");
    const neighbours = destinationsOf({ host: "elsewhere", process: "boot/1/1" }).named("frames");
    const frames = async (destination: string) =>
      broker.at(await targetOfRunning(broker, service, destination));
    for (const destination of [own, neighbours]) {
      await broker.ready(service, destination);
      await using publisher = await (await frames(destination)).openPublisher();
      await publisher.publish(Buffer.from("a frame"));
    }

    expect(await broker.removeOwn(service, (name) => name === own)).toEqual([own]);
    expect(await (await frames(neighbours)).depth()).toBe(1);
    expect(await broker.removeOwn(service, (name) => name === neighbours)).toEqual([neighbours]);
  });
}

async function cut(
  broker: Broker,
  service: Awaited<ReturnType<typeof stack.start>>[0],
  client: string,
): Promise<void> {
  const deployment = await broker.deployment?.of({ nodes: [service], witnesses: [], disks: [] });
  if (!deployment) throw new Error(`${broker.title} is not known to be cut off`);
  await using fault = await deployment.cutOff(client);
  await fault.inject();
  await fault.heal();
}
