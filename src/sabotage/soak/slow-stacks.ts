import type { Sabotage } from "../sabotage.ts";
import type { SoakedStack } from "./host-soak.ts";

const BOTH = (criterion: string) => [`${criterion}@redis`, `${criterion}@rabbitmq`];
const LATENCY = BOTH("overall/performance/latency-p99");

/** A stack that is soaked, and how it is made. */
export type MadeStack = SoakedStack & Pick<Sabotage, "doubles" | "env">;

/** Stacks of which `npm run soak -- --hosts` tries whether a busy host changes what is said of them. */
export const SOAKED: readonly MadeStack[] = [
  { title: "healthy", slows: [] },
  {
    title: "containers with a twelfth of a processor",
    slows: LATENCY,
    doubles: ["containers-throttled"],
  },
  {
    title: "5 ms for each frame on its way out",
    slows: [...LATENCY, ...BOTH("block3/load/achieved-rate")],
    doubles: ["redis-stream-spoilt", "rabbitmq-queue-spoilt"],
    env: () => ({ SIGNOFF_SPOILING: "take 5 ms" }),
  },
  { title: "40 writes to the disk a second", slows: LATENCY, doubles: ["containers-on-slow-disk"] },
];
