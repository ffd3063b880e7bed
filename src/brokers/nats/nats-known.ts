import { jetstream } from "@nats-io/jetstream";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { Happening, KnownBroker, KnownGround } from "../known.ts";
import { NodesInTurn } from "../nodes-in-turn.ts";
import { CONSUMER, STREAM } from "./names.ts";
import { NatsAdmin } from "./nats-admin.ts";
import { figuresOf, seenOf } from "./nats-figures.ts";
import { connect } from "./nats-link.ts";

const BROKER = { broker: "nats" };
const HOLDER = { name: "frame-holder" };
const TAKEN_WITHIN_MS = 10_000;
const SETTLES_WITHIN_MS = 30_000;
/** A consumer may hold no more (config/nats/consumer.json). */
const MOST_HELD = 4_096;

/** NATS with all its nodes. */
export async function knownNats({ service, members }: KnownGround): Promise<KnownBroker> {
  const admin = new NatsAdmin(service);
  return {
    act: ({ held }) => hold(admin, Math.min(held, MOST_HELD)),
    async settled() {
      await until("no request waits", { deadlineMs: SETTLES_WITHIN_MS, everyMs: 250 }, async () => {
        const { num_waiting } = await admin.consumer();
        return num_waiting === 0 ? done(undefined) : notYet(`${num_waiting} do`);
      });
    },
    async figures() {
      const nodes = await Promise.all(members.nodes.map(seenOf));
      const [stream, consumer] = [await admin.stream(), await admin.consumer()];
      return figuresOf(nodes, stream, consumer);
    },
    // What is held comes again for the next one, after ack_wait.
    async [Symbol.asyncDispose]() {},
  };
}

/** Takes so many frames and acknowledges none. */
async function hold({ login }: NatsAdmin, frames: number): Promise<Happening[]> {
  const { address, ...who } = login;
  const { connection } = await connect(new NodesInTurn(address), who, HOLDER);
  try {
    const fromMs = Date.now();
    const consumer = await jetstream(connection).consumers.get(STREAM, CONSUMER);
    let taken = 0;
    const messages = await consumer.fetch({ max_messages: frames, expires: TAKEN_WITHIN_MS });
    for await (const _message of messages) taken += 1;
    return [{ what: "frames-out", of: BROKER, count: taken, fromMs, toMs: Date.now() }];
  } finally {
    await connection.close();
  }
}
