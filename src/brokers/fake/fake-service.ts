import { createServer, type Server, type Socket } from "node:net";
import { messageOf } from "../../kernel/problem.ts";
import type { FakeBroker } from "./fake-broker.ts";
import { listening, SAYS, said } from "./fake-wire.ts";

/** Hands a fake broker out at a port, to clients of other threads, processes and hosts. */
export function serveFake(broker: FakeBroker): Server {
  return createServer((socket) => {
    socket.setNoDelay(true);
    socket.on("error", () => socket.destroy());
    void talk(broker, socket);
  });
}

async function talk(broker: FakeBroker, socket: Socket): Promise<void> {
  const publisher = await broker.openPublisher();
  const count = (id: number, value: number) => {
    const body = Buffer.alloc(4);
    body.writeUInt32LE(value);
    socket.write(said(SAYS.count, id, body));
  };
  const publish = async (id: number, frame: Buffer) => {
    try {
      const answer = await publisher.publish(frame);
      socket.write(said(SAYS[answer], id, Buffer.from(publisher.refusal ?? "")));
    } catch (thrown) {
      socket.destroy(new Error(messageOf(thrown)));
    }
  };
  const consume = async (id: number) => {
    const consumer = await broker.openConsumer(
      (frame) => socket.write(said(SAYS.frame, 0, frame)),
      () => socket.destroy(),
    );
    socket.once("close", () => void consumer[Symbol.asyncDispose]());
    count(id, 0);
  };
  const answers: Record<number, (id: number, body: Buffer) => unknown> = {
    [SAYS.hello]: (id) => count(id, 0),
    [SAYS.publish]: publish,
    [SAYS.consume]: consume,
    [SAYS.depth]: async (id) => count(id, await broker.depth()),
    [SAYS.consumers]: async (id) => count(id, await broker.consumers()),
    [SAYS.browse]: async (id) => {
      count(id, await broker.browse((frame) => socket.write(said(SAYS.frame, id, frame))));
    },
  };
  socket.on(
    "data",
    listening(({ what, id, body }) => void answers[what]?.(id, body)),
  );
}
