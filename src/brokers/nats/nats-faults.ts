import { Fault } from "../../faults/fault.ts";
import { messageOf } from "../../kernel/problem.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { NodesInTurn } from "../nodes-in-turn.ts";
import type { NatsAdmin } from "./nats-admin.ts";
import { connect } from "./nats-link.ts";
import { systemLoginOf } from "./nats-login.ts";
import { NatsStream } from "./nats-stream.ts";
import { serverConnections } from "./server-connections.ts";

const WITHIN_MS = 5_000;

/** Connections of a client are closed by the server, with frames under way. */
export function cutOff(client: string, node: NatsAdmin): Fault {
  return new Fault(`${client} cut off`, async () => {
    const login = systemLoginOf(node.service.service.environment);
    const { connection } = await connect(new NodesInTurn(node.login.address), login, { name: "operator" });
    try {
      const clients = (await serverConnections(connection)).filter(({ name }) => name === client);
      if (clients.length === 0)
        throw new Undetermined(`${node.service.name} has no client ${client} to be cut off`);
      for (const { server, cid } of clients)
        await connection.request(`$SYS.REQ.SERVER.${server}.KICK`, JSON.stringify({ cid }), {
          timeout: WITHIN_MS,
        });
      return {
        proof: `${clients.length} connection of ${client} closed`,
        heal: async () => "it may connect again",
      };
    } finally {
      await connection.close();
    }
  });
}

/** The stream may take no more bytes; proved by its refusal. */
export function storeFull(node: NatsAdmin, destination: string): Fault {
  return new Fault("store limit reached", async () => {
    const limit = await node.override(destination, { max_bytes: 1 });
    try {
      await using publisher = await new NatsStream({ ...node.login, destination }).openPublisher();
      const answer = await publisher.publish(Buffer.from("probe"));
      if (answer === "confirmed")
        throw new Undetermined(`${node.service.name} was to refuse frames for want of room and took one`);
      return {
        proof: `${node.service.name} refuses: ${publisher.refusal}`,
        heal: async () => {
          await limit.disposeAsync();
          return "its limit is as delivered again";
        },
      };
    } catch (thrown) {
      await limit.disposeAsync();
      throw thrown instanceof Undetermined ? thrown : new Undetermined(messageOf(thrown), { cause: thrown });
    }
  });
}
