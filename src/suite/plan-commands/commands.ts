import { thresholdOf } from "../../plan/threshold-of.ts";

/** A validation command of the plan, word for word, and what the plan expects it to print. */
export interface PlanCommand {
  command: string;
  /** Whether what it printed is what the plan expects. */
  isAsExpected: (output: string) => boolean;
  /** What the plan expects, in words. */
  expects: string;
  /** How it ends; 0 without it. In a pipeline the last command counts that failed. */
  exits?: number;
  /** How long it may take; a minute without it. */
  withinSeconds?: number;
  /** How many frames Redis has to have taken meanwhile, by its own count. */
  framesTaken?: number;
  /** Programs that the host has to have. */
  needs: readonly string[];
  /** Below the repository's root. */
  folder?: string;
  /** Whether it is about the host before the stack is up. */
  isBefore?: boolean;
  /** Whether it runs for the plan's ten minutes. */
  isLong?: boolean;
  /** The service that it asks; not tried where set-up leaves that out. */
  asks?: string;
}

const GIB_OF = { K: 1 / 1024 ** 2, M: 1 / 1024, G: 1, T: 1024, P: 1024 ** 2 } as const;

/** In the plan's order. @throws Problem for a threshold that the plan does not have */
export function planCommands(): readonly PlanCommand[] {
  return [...ofTheHost(), ...ofRedis(), ...OF_RABBITMQ, ...ofTheWhole()];
}

function ofTheHost(): PlanCommand[] {
  const memoryGib = thresholdOf("freeMemory", "atLeast");
  const diskGib = thresholdOf("freeDisk", "atLeast");
  return [
    {
      command: "netstat -tuln | grep -E ':(6379|5672|15672|15692)'",
      isAsExpected: (output) => output.trim() === "",
      expects: "nothing",
      // Of grep, which finds none.
      exits: 1,
      needs: ["netstat"],
      isBefore: true,
    },
    {
      command: "free -h | grep Mem | awk '{print $7}'",
      isAsExpected: (output) => gibIn(output) >= memoryGib,
      expects: `${memoryGib} GB or more`,
      needs: ["free", "awk"],
      isBefore: true,
    },
    {
      command: "df -h / | tail -1 | awk '{print $4}'",
      isAsExpected: (output) => gibIn(output) >= diskGib,
      expects: `${diskGib} GB or more`,
      needs: ["df", "awk"],
      isBefore: true,
    },
  ];
}

function ofRedis(): PlanCommand[] {
  const ops = thresholdOf("setThroughput", "moreThan");
  return [
    {
      command: "docker exec redis redis-cli CONFIG GET appendonly",
      isAsExpected: (output) => /^appendonly\s+yes\s*$/.test(output),
      expects: "appendonly yes",
      needs: ["docker"],
    },
    {
      command: "docker exec redis redis-cli CONFIG GET save",
      isAsExpected: (output) => /^save\s+\d+ \d+/.test(output),
      expects: "save, with rules",
      needs: ["docker"],
    },
    {
      command: "curl -s localhost:9121/metrics | grep redis_up",
      isAsExpected: (output) => /^redis_up 1$/m.test(output),
      expects: "redis_up 1",
      needs: ["curl"],
    },
    {
      command: "docker exec redis redis-benchmark -q -n 100000",
      isAsExpected: (output) => Number(/SET: ([\d.]+) requests per second/.exec(output)?.[1]) > ops,
      expects: `SET: more than ${ops} requests per second`,
      // Some twenty tests of a hundred thousand requests.
      withinSeconds: 300,
      needs: ["docker"],
    },
  ];
}

const OF_RABBITMQ: readonly PlanCommand[] = [
  {
    command: "curl -u guest:guest http://localhost:15672/api/overview | jq .rabbitmq_version",
    isAsExpected: (output) => /^"\d+\.\d+\.\d+(?:[-+][\w.+-]+)?"$/m.test(output),
    expects: "a version string",
    needs: ["curl", "jq"],
  },
  {
    command: "curl -s localhost:15692/metrics | grep rabbitmq_build_info",
    isAsExpected: (output) => /^rabbitmq_build_info\{.*\} 1$/m.test(output),
    expects: "rabbitmq_build_info{...} 1",
    needs: ["curl"],
  },
  {
    command: "rabbitmqctl list_queues name durable messages_ready",
    isAsExpected: (output) => /^frame_queue\s+true\s+0$/m.test(output),
    expects: "frame_queue true 0",
    needs: ["rabbitmqctl"],
  },
];

function ofTheWhole(): PlanCommand[] {
  const successPercent = thresholdOf("successRate", "moreThan");
  return [
    {
      command: "python load_test_broker.py --duration 600 --rate 1000",
      isAsExpected: (output) => Number(/Success rate: ([\d.]+)/.exec(output)?.[1]) > successPercent,
      expects: `a success rate above ${successPercent} %, of 600,000 frames`,
      withinSeconds: 720,
      framesTaken: 600 * 1_000,
      needs: ["python"],
      folder: "scripts",
      isLong: true,
    },
    {
      command:
        "curl -s http://admin:admin@localhost:3000/api/dashboards/uid/broker-metrics | jq .dashboard.title",
      isAsExpected: (output) => output.trim() === '"Message Broker Metrics"',
      expects: '"Message Broker Metrics"',
      needs: ["curl", "jq"],
      asks: "grafana",
    },
  ];
}

/** "22Gi" of free(1), "140G" of df(1); both write "1,5G" where the operator's language does. */
function gibIn(output: string): number {
  const [, amount = "", unit] = /^([\d.,]+)([KMGTP])i?\s*$/.exec(output.trim()) ?? [];
  return unit ? Number(amount.replace(",", ".")) * GIB_OF[unit as keyof typeof GIB_OF] : Number.NaN;
}
