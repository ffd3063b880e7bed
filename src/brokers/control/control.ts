import type { BrokerTarget, FrameTaker } from "../broker.ts";
import { ControlClient } from "./control-client.ts";

/**
 * The control: the same schedule and bytes without a broker. It takes frames as a broker does, and is none: nothing verifies it,
 * and it is on no list.
 */
export const control: FrameTaker = {
  id: "control",
  causes: [],
  subjectOf: ({ host, port }) => `the control at ${host}:${port}`,
  at: (target) => new ControlClient(target),
};

/** What threads are given to find it. */
export function controlAt(port: number): BrokerTarget {
  return { broker: control.id, destination: control.id, host: "127.0.0.1", port };
}
