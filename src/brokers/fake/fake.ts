import { Undetermined } from "../../kernel/undetermined.ts";
import { done, until } from "../../kernel/wait.ts";
import type { Broker } from "../broker.ts";
import type { Deployment } from "../deployment.ts";
import { targetOfRunning } from "../target-from.ts";
import { FakeClient } from "./fake-client.ts";

const PORT = 7070;
const READY_WITHIN_MS = 30_000;

/** Kept in memory, and so it loses everything with its process: a judge that calls it reliable is none. */
export const fake: Broker = {
  id: "fake",
  title: "The fake",
  destination: "frames",
  url: { scheme: "fake", ports: { plain: PORT, tls: PORT }, parameter: "destination" },
  nodes: ["fake"],
  witnesses: [],
  causes: [],

  targetOf: (_service, at, destination) => ({ ...at, broker: "fake", destination }),
  targetOfMembers: async (target) => target,
  targetOfUrl: ({ at }, destination) => ({ ...at, broker: "fake", destination }),
  subjectOf: ({ host, port }) => `the fake at ${host}:${port}`,
  at: (target) => new FakeClient(target),

  ready: async () => ({ version: "1" }),
  speedSettings: async () => ({}),
  full: () => Promise.reject(unknownTo("be full")),
  removeOwn: async () => [],

  deployment: {
    front: "fake",
    isolationSeconds: 0,
    diskMiB: 320,
    async of({ nodes: [service], disks }): Promise<Deployment> {
      const node = { service };
      const target = () => targetOfRunning(fake, service);
      return {
        broker: fake,
        topology: "one node",
        nodes: [node],
        witnesses: [],
        version: async () => "1",
        settings: async () => [],
        front: async () => node,
        target,
        async whole() {
          await until("the fake answers", { deadlineMs: READY_WITHIN_MS }, async () => {
            await fake.at(await target()).reach();
            return done(undefined);
          });
        },
        async remains() {
          const depth = await fake.at(await target()).depth();
          return depth === 0 ? undefined : `${depth} frames`;
        },
        diskOf() {
          const [disk] = disks;
          if (!disk) throw unknownTo("have no disk");
          return disk;
        },
        cutOff: () => Promise.reject(unknownTo("cut a client off")),
        memoryFull: () => Promise.reject(unknownTo("be full")),
        diskFull: () => {
          throw unknownTo("write to a disk");
        },
        tornTail: () => {
          throw unknownTo("write to a disk");
        },
      };
    },
  },
};

function unknownTo(what: string): Undetermined {
  return new Undetermined(`the fake does not know how to ${what}`);
}
