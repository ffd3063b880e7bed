import { execa } from "execa";
import type { Kind, Seat } from "../kind.ts";
import { commandAt } from "../place.ts";

/** The usual socket is another engine's, and answers: whoever asks there sees nothing of this stack. */
export const context: Kind = {
  id: "context",
  title: "An engine behind a docker context, with another at the usual socket",
  tasks: ["block0", "block1"],
  undetermined: [],
  async make(bench) {
    const { engine } = await bench.dockerHost();
    const user = await bench.user("docker");
    const seat = { ...(await bench.userSeat(user, "broker-signoff")), namespaceOf: engine.namespaceOf };
    await docker(seat, "context", "create", "elsewhere", "--docker", `host=unix://${engine.socket}`);
    await docker(seat, "context", "use", "elsewhere");
    return seat;
  },
};

async function docker(seat: Seat, ...args: string[]): Promise<void> {
  const [file = "", ...rest] = commandAt(seat, ["docker", ...args]);
  await execa(file, rest, { env: seat.env, extendEnv: false });
}
