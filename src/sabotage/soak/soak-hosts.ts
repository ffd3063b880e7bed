import type { Status } from "../../plan/outcome.ts";
import { loadPlan } from "../../plan/plan-file.ts";
import { selectedSpecs } from "../../plan/selected-specs.ts";
import type { Sabotage } from "../sabotage.ts";
import { ScratchCopy } from "../scratch-copy.ts";
import { seenIn } from "../tried.ts";
import type { SoakRun } from "./host-soak.ts";
import { type Occupied, occupy } from "./occupied-host.ts";
import type { MadeStack } from "./slow-stacks.ts";

/** Criteria that are a speed: those that an interval of confidence decides. */
const SPEEDS = /\/(set-throughput|set-latency|achieved-rate|frame-throughput|latency-p99)(@|$)/;
const TASKS = ["block1/performance", "block3/load", "overall/performance"];

interface SoakOptions {
  hosts: readonly Occupied[];
  stacks: readonly MadeStack[];
  runs: number;
  onRun: (run: SoakRun, seconds: number) => void;
}

/** Judges the speed of each stack on each kind of host, that often; one round after the other, so that time favours none. */
export async function soakHosts({ hosts, stacks, runs, onRun }: SoakOptions): Promise<void> {
  const specs = selectedSpecs(loadPlan(), TASKS);
  using copies = new DisposableStack();
  const soaked = stacks.map((stack) => ({ stack, copy: copies.use(copyOf(stack)) }));
  for (let round = 0; round < runs; round += 1) {
    for (const host of hosts) {
      for (const { stack, copy } of soaked) {
        const start = performance.now();
        const statuses = await statusesOn(host, copy, specs, stack);
        onRun({ host, stack, statuses }, (performance.now() - start) / 1e3);
      }
    }
  }
}

function copyOf(stack: MadeStack): ScratchCopy {
  const copy = new ScratchCopy();
  copy.break(sabotageOf(stack));
  return copy;
}

async function statusesOn(
  host: Occupied,
  copy: ScratchCopy,
  specs: readonly string[],
  stack: MadeStack,
): Promise<ReadonlyMap<string, Status>> {
  await using _occupied = occupy(host);
  const { results, output } = await copy.run({
    id: stack.title,
    specs,
    sabotages: [sabotageOf(stack)],
  });
  if (!results) throw new Error(`${stack.title} on a ${host} host left no report:\n${output}`);
  const speeds = seenIn(results).filter(({ key }) => SPEEDS.test(key));
  return new Map(speeds.map(({ key, status }) => [key, status]));
}

function sabotageOf({ title, doubles = [], env }: MadeStack): Sabotage {
  return { id: title, breaks: title, turns: [], doubles, ...(env ? { env } : {}) };
}
