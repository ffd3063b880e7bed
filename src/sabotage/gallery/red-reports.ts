import type { Occupied } from "../soak/occupied-host.ts";

/** A report that is not green, made so that a reader knows it again. */
export interface RedReport {
  id: string;
  title: string;
  /** What was done to the stack or its host. */
  done: string;
  /** The run of the catalogue that makes it, by its id; or what others do to the host of a stack as delivered, and the specs. */
  made: { by: string } | { occupied: Occupied; specs: readonly string[]; tests: string };
  /** The criterion that shows it, as task/criterion@broker. */
  shows: string;
  status: "not-met" | "undetermined";
  /** What a reader does about it, step by step, as Markdown. */
  steps: readonly string[];
}

/** In the order in which they are shown. */
export const RED_REPORTS: readonly RedReport[] = [
  {
    id: "full-redis",
    title: "Redis runs full",
    done: "`maxmemory` was cut to 60 MB, which a few seconds of pictures fill.",
    made: { by: "redis-small-for-frames" },
    shows: "block1/performance/stable-under-load",
    status: "not-met",
    steps: [
      "Read which figure is beyond its limit: errors, rejected connections, evicted keys, or memory.",
      "Memory: compare `maxmemory` in `config/redis/redis.conf` with what the criterion **Memory limit** says of it, and raise it.",
      "On a stack in operation Redis refuses frames now, and keeps those that it has: see [MemoryCritical](runbook.md#memorycritical).",
    ],
  },
  {
    id: "lossy-setting",
    title: "A setting that loses frames",
    done: "`appendfsync everysec` in the place of `always`, and the power was cut in mid-traffic.",
    made: { by: "fsync-every-second" },
    shows: "overall/reliability/power-cut-loss@redis",
    status: "not-met",
    steps: [
      "Look at **lost**: so many frames had been confirmed to their producers and did not come out.",
      "Open the table of cells: it says which node lost its power, and what was on its disk.",
      "Put the setting back that the reason names, and run the task again: `npx vitest run specs/overall/reliability.spec.ts`.",
      "If the setting was chosen on purpose, [Durability](durability.md) says what each one loses under which fault.",
    ],
  },
  {
    id: "slow-disk",
    title: "A disk that is too slow",
    done: "The disk below the broker took 40 writes a second.",
    made: { by: "slow-disk" },
    shows: "overall/performance/latency-p99@redis",
    status: "not-met",
    steps: [
      "Compare the broker's p99 with the **control**: the same load without any broker. Where the control is fast, the host is not the cause.",
      "Look at the disk of the broker's volume: `docker exec redis redis-cli --latency-history`, `iostat -x 1`.",
      "Give the volume a disk that fsyncs in less than a millisecond or two. Do not turn fsync off: the report before this one shows what that costs.",
    ],
  },
  {
    id: "dead-receiver",
    title: "Alerts that nobody hears",
    done: "The compose file reads the address of critical alerts from a variable that nobody sets.",
    made: { by: "alerts-variable-misspelt" },
    shows: "block3/alerts/alerts-routed",
    status: "not-met",
    steps: [
      "Read which alerts did not arrive, and at which receiver they should have.",
      "Follow one by hand: it fires in Prometheus (`/alerts`), is in Alertmanager, and its receiver has an address (`config/alertmanager/alertmanager.yml`, `.env`).",
      "On a stack in operation Alertmanager tells it itself, through the other receiver: see [AlertsNotDelivered](runbook.md#alertsnotdelivered).",
    ],
  },
  {
    id: "busy-host",
    title: "A host that others use",
    done: "Two other programs computed on a host of two processors. The stack is as delivered.",
    made: {
      occupied: "busier",
      specs: ["specs/overall/performance.spec.ts"],
      tests: "through Redis each goes in its time",
    },
    shows: "overall/performance/latency-p99@redis",
    status: "undetermined",
    steps: [
      "This is no verdict on the broker: the reason names who used the host, with their process ids.",
      "End them, or wait, and run the task again: `npx vitest run specs/overall/performance.spec.ts`.",
      "Where the host is never calm, measure on another one: [Busy hosts](noise.md) says how calm is judged.",
    ],
  },
];
