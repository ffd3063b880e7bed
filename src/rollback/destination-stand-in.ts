import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Broker } from "../brokers/broker.ts";
import { type Destination, nameOf } from "./destinations.ts";
import { Journal } from "./journal.ts";

/** A stream or queue that holds these frames, for tests of what is done with them. */
export interface DestinationStandIn extends Destination {
  /** What it holds: frames that are published come behind it. */
  held: string[];
}

/** @param more.consumers that are connected, and @param more.room for how many frames there is */
export function destinationHolding(
  broker: Pick<Broker, "id">,
  destination: string,
  held: string[],
  { consumers = 0, room = Number.POSITIVE_INFINITY } = {},
): DestinationStandIn {
  const publish = async (frame: Buffer) => {
    if (held.length >= room) return "refused" as const;
    held.push(frame.toString());
    return "confirmed" as const;
  };
  return {
    ...{ broker: broker.id, name: nameOf(broker, destination), held },
    frames: {
      destination,
      reach: async () => undefined,
      depth: async () => held.length,
      consumers: async () => consumers,
      browse: async (onFrame) => {
        for (const frame of held) onFrame(Buffer.from(frame));
        return held.length;
      },
      openPublisher: async () => ({
        ...{ refusal: "it is full", publish },
        [Symbol.asyncDispose]: async () => undefined,
      }),
      openConsumer: () => Promise.reject(new Error("nobody takes frames in a rollback")),
    },
  };
}

/** A rollback that has just begun, in a folder of its own. */
export function journalBegun(): Journal & Disposable {
  const root = mkdtempSync(join(tmpdir(), "rollback-"));
  const about = { to: "good", snapshot: "good", triggers: [], services: ["redis"], producers: [] };
  return Object.assign(Journal.begin(root, about), {
    [Symbol.dispose]: () => rmSync(root, { recursive: true }),
  });
}
