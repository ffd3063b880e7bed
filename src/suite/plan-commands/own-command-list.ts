import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { redis as redisBroker } from "../../brokers/redis/redis.ts";
import { onPath } from "../../kernel/on-path.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { TrialStack } from "../trial-stack/trial-stack.ts";
import { unlessPrints } from "./looks.ts";
import { doctorCommands } from "./own-doctor.ts";
import { ANY_SPEED, loadOf, pausedLoad, refusing, verdictOtherwise } from "./own-loads.ts";
import { helpCommands, refusals } from "./own-refusals.ts";
import { reportCommands } from "./own-reports.ts";
import type { Ran } from "./run-as-typed.ts";

/** What commands work on. */
export interface World {
  /** The composed stack, under the delivered names and ports. */
  trial: TrialStack;
  services: readonly RunningService[];
  /** For files that commands write. */
  folder: string;
}

/** A command of this repository as an operator types it, and what has to come of it. */
export interface OwnCommand {
  command: string;
  /** The exit codes that its help gives for this. */
  exits: readonly number[];
  /** What it does, in words. */
  expects: string;
  /** How long it may take; a minute without it. */
  withinSeconds?: number;
  before?: (world: World) => Promise<void> | void;
  /** What is done while it runs. */
  during?: (world: World, ended: AbortSignal) => Promise<void>;
  /** What it did otherwise, if anything. */
  otherwise?: (ran: Ran, world: World) => Promise<string | undefined> | string | undefined;
}

const SNAPSHOT = "own-commands";
const CONF = "config/redis/redis.conf";

/** In the order in which they are run: later ones find what earlier ones have left. */
export async function ownCommands({ folder, trial, services }: World): Promise<readonly OwnCommand[]> {
  const python = (await onPath("python")) ? "python" : "python3";
  const redis = services.find(({ name }) => name === redisBroker.id);
  const rollback = `npm run -s rollback -- --stack '${trial.root}'`;
  return [
    loadOf(`${python} scripts/load_test_broker.py`, { rate: 100, duration: 5, folder, redis }),
    loadOf("npm run -s load -- --broker rabbitmq", { rate: 150, duration: 3, folder }),
    {
      command: "npm run -s load -- --duration 2 --warmup 1 --rate 100 --max-p99-ms 0.001",
      // A host that is busy with other things may leave it undetermined.
      exits: [1, 2],
      expects: "a load that is too slow for its limit does not hold",
      otherwise: verdictOtherwise,
    },
    {
      command: `${python} scripts/load_test_broker.py --duration 5 --warmup 0 --rate 100 ${ANY_SPEED}`,
      exits: [1],
      expects: "a load of which the broker refuses frames does not hold",
      during: (_world, ended) => refusing(redis, ended),
      otherwise: unlessPrints(/^ {2}refused +[1-9][\s\S]*^The load test does not hold\.$/m),
    },
    pausedLoad(redis),
    {
      command: "npm run -s load -- --url redis://127.0.0.1:1 --duration 1",
      exits: [3],
      expects: "a broker that is not there: refused, with what to do",
      otherwise: unlessPrints(/What to do: /),
    },
    ...helpCommands(),
    ...doctorCommands(folder),
    ...rollbackCommands(rollback),
    ...reportCommands(folder),
    ...refusals(folder),
  ];
}

function rollbackCommands(rollback: string): OwnCommand[] {
  let before = "";
  const runs = async ({ trial }: World) =>
    (await trial.composed.states())
      .map(({ id }) => id)
      .sort()
      .join();
  return [
    {
      command: `${rollback} --save ${SNAPSHOT}`,
      exits: [0],
      expects: "a snapshot of configuration and images",
      otherwise: (_ran, { trial }) =>
        existsSync(join(trial.root, "backups/snapshots", SNAPSHOT, "snapshot.json"))
          ? undefined
          : "there is no snapshot",
    },
    {
      command: `${rollback} --list`,
      exits: [0],
      expects: `the snapshot ${SNAPSHOT}`,
      otherwise: unlessPrints(new RegExp(`  ${SNAPSHOT}$`, "m")),
    },
    {
      command: `${rollback} --dry-run`,
      exits: [3],
      expects: "nothing differs from the snapshot: refused",
      otherwise: unlessPrints(/expected something that differs from it/),
    },
    {
      command: `${rollback} --to ${SNAPSHOT} --dry-run`,
      exits: [0],
      expects: "what a rollback would change, and nothing is changed",
      before: async (world) => {
        appendFileSync(join(world.trial.root, CONF), "\n# changed\n");
        before = await runs(world);
      },
      otherwise: async ({ printed }, world) => {
        if (!printed.includes(`${CONF} is changed`)) return `it does not name ${CONF}`;
        if (!readFileSync(join(world.trial.root, CONF), "utf8").endsWith("\n# changed\n"))
          return `it changed ${CONF}`;
        return before === (await runs(world)) ? undefined : "it started containers anew";
      },
    },
    {
      command: `${rollback} --to ${SNAPSHOT}`,
      exits: [3],
      expects: "nobody says yes: refused",
      otherwise: unlessPrints(/expected a yes, saw nobody to ask/),
    },
  ];
}
