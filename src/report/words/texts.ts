import type { Obstacle } from "../../kernel/obstacle.ts";
import type { Status, Verdict } from "../../plan/outcome.ts";
import type { ShardName } from "../../plan/shard.ts";
import type { DeployedTarget, Results } from "../results/results.ts";
import type { Account } from "./account.ts";

/** What a report says in one language; the titles are the plan's. */
export interface Texts {
  status: Record<Status, string>;
  verdict: Record<Verdict, string>;
  /** Accepted, though not everything is met. */
  acceptedWithWaivers: string;
  criteria: string;
  profile: string;
  started: string;
  took: string;
  interrupted: string;
  /** The brokers in scope, and what else is not as the delivered plan has it. */
  scope: (run: Pick<Results, "plan" | "brokers" | "leftOut">) => string;
  /** What was verified, where it is not a stack of the run's own. */
  target: (target: DeployedTarget) => string;
  /** Which of several runs it was. */
  shard: (shard: ShardName) => string;
  /** Of how many shards which are in a report. */
  mergedFrom: (merged: { of: number; numbers: readonly number[] }) => string;
  /** One that is not in it, with its tasks. */
  shardMissing: (shard: ShardName & { tasks: readonly string[] }) => string;
  /** Whose host it is, of several. */
  ofShard: (number: number) => string;
  why: string;
  /** What keeps a criterion from being observed, where the reason itself does not say it in that language. */
  obstacles: Readonly<Partial<Record<Obstacle["kind"], string>>>;
  measured: string;
  expected: string;
  /** Before what a reader might take a criterion to prove. */
  notCovered: string;
  /** Before the reason of a bound. */
  limitsBecause: string;
  criterion: string;
  seenBeside: string;
  evidence: string;
  successMetrics: string;
  shownBy: string;
  whatWasVerified: string;
  commit: string;
  host: string;
  kernel: string;
  versionOf: string;
  imageOf: string;
  digestOf: string;
  signOff: string;
  name: string;
  date: string;
  decision: string;
  remarks: string;
  promises: string;
  promise: string;
  limit: string;
  atAGlance: string;
  open: string;
  nothingOpen: string;
  whatToDo: string;
  /** None of so many frames, where their number is known. */
  noneOf: (frames: string | undefined) => string;
  /** What became of the frames of a load. */
  account: (account: Account) => string;
  search: string;
  brokerOf: string;
  allBrokers: string;
  openAll: string;
  closeAll: string;
  history: string;
  historyOf: (runs: number) => string;
  firstFailedIn: string;
  neverMet: string;
  unsteady: string;
  changedSince: string;
  nothingChanged: string;
  neverAccepted: string;
  changes: (count: number) => string;
  beyondNoise: string;
  withinNoise: string;
  more: (count: number) => string;
  skip: string;
  yes: string;
  no: string;
  none: string;
}
