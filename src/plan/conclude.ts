import type { Obstacle } from "../kernel/obstacle.ts";
import { Problem } from "../kernel/problem.ts";
import { keyOf } from "./criterion-key.ts";
import { type Estimate, isEstimate } from "./estimate.ts";
import { describeExpectation, type PlainMeasured, type Scalar } from "./expectation.ts";
import { type Status, worst } from "./outcome.ts";
import type { Attachment, Claim, Exhibit, Failure, Recording, TestRecord } from "./record.ts";
import type { BrokerId, Criterion, Plan, Task } from "./schema.ts";
import { type Waiver, waiverOf } from "./waivers.ts";

export interface CriterionResult {
  id: string;
  broker?: BrokerId;
  status: Status;
  measured?: PlainMeasured;
  /** How sure the measured value is, where it varies. */
  interval?: Omit<Estimate, "value" | "control" | "unknown">;
  /** The same figure without a broker. */
  control?: number;
  /** The measured value in words, with its unit; with interval and control where it has them. */
  measuredText?: string;
  expected: string;
  unit?: string;
  /** Why it is not met, undetermined, not run or waived. */
  reason?: string;
  /** What kept its test from being made, where that is the reason. */
  obstacle?: Obstacle["kind"];
  details: Readonly<Record<string, Scalar>>;
  evidence: readonly string[];
  exhibits?: readonly Exhibit[];
}

export interface TaskResult {
  id: string;
  status: Status;
  criteria: CriterionResult[];
}

export interface RunRecord {
  tests: readonly TestRecord[];
  /** What went wrong outside any test of a task: a file that did not load, a hook that threw. */
  taskErrors: ReadonlyMap<string, string>;
}

/**
 * What every task and criterion of the plan came to. A value that was judged *not met* when it was recorded stays so; one
 * that was judged *undetermined* stays open, whatever else its test says. A
 * criterion is *met* only when its value was judged so and its one test came to its end; an assertion that failed makes it
 * *not met*, anything else that kept the test from its end, *undetermined*; without a test that ran it is *not run*. That
 * another value of the same test is not met says nothing about this one.
 *
 * @throws Problem that names a criterion which the plan does not know; Error for one that two tests claim
 */
export function conclude(plan: Plan, run: RunRecord, waivers: readonly Waiver[] = []): TaskResult[] {
  const tasks = plan.blocks.flatMap((block) => block.tasks);
  refuseUnknown(tasks, run.tests);
  return tasks.map((task) => {
    const criteria = task.criteria.flatMap((criterion) =>
      (task.brokers ?? [undefined]).map((broker) =>
        waived(task.id, concludeCriterion({ task, criterion, broker, run }), waivers),
      ),
    );
    return { id: task.id, status: worst(criteria.map(({ status }) => status)), criteria };
  });
}

const CUT_OFF = "the test was cut off before its end";

interface Question {
  task: Task;
  criterion: Criterion;
  broker: BrokerId | undefined;
  run: RunRecord;
}

function concludeCriterion({ task, criterion, broker, run }: Question): CriterionResult {
  const isThis = (claim: Claim) => claim.criterion === criterion.id && claim.broker === broker;
  const tests = run.tests.filter((test) => test.taskId === task.id && test.claims.some(isThis));
  const name = keyOf(task.id, { id: criterion.id, broker });
  if (tests.length > 1) {
    throw new Error(
      `${name} is claimed by two tests: ${tests.map((test) => `"${test.name}"`).join(" and ")}`,
    );
  }
  const [test] = tests;
  const recordings = test?.recorded.filter(isThis) ?? [];
  if (recordings.length > 1) throw new Error(`${name} is recorded twice by "${test?.name}"`);
  const finding = test ? concludeTest(criterion, test, recordings[0]) : { status: "not-run" as const };
  return {
    id: criterion.id,
    ...(broker ? { broker } : {}),
    expected: recordings[0]?.judgement.expected ?? describeExpectation(criterion.expected, criterion.unit),
    ...(criterion.unit ? { unit: criterion.unit } : {}),
    details: recordings[0]?.details ?? {},
    ...attachedOf(test?.attached.filter(isThis) ?? []),
    ...atBestUndetermined(finding, run.taskErrors.get(task.id)),
  };
}

/** Raw outputs and exhibits, each in the order in which they were handed in. */
function attachedOf(attached: readonly Attachment[]): Pick<CriterionResult, "evidence" | "exhibits"> {
  const shown = attached.map(({ shows }) => shows);
  const exhibits = shown.filter((each) => each.kind !== "file");
  return {
    evidence: shown.flatMap((each) => (each.kind === "file" ? [each.file] : [])),
    ...(exhibits.length > 0 ? { exhibits } : {}),
  };
}

type Told = Pick<CriterionResult, "measured" | "interval" | "control" | "measuredText">;
type Finding = Told & Pick<CriterionResult, "status" | "obstacle" | "reason">;

/** A hook that threw may have left a test without its world, or the world unhealed: what it says is no proof. */
function atBestUndetermined(finding: Finding, taskError: string | undefined): Finding {
  const isProof = finding.status === "met" || finding.status === "not-run";
  return isProof && taskError ? { ...finding, status: "undetermined", reason: taskError } : finding;
}

function concludeTest(criterion: Criterion, test: TestRecord, recording: Recording | undefined): Finding {
  const measured = recording && measuredOf(recording);
  if (recording?.judgement.status === "not-met") {
    return { ...measured, status: "not-met", reason: criterion.remedy.en };
  }
  if (test.state === "skipped") return skipped(test.obstacle);
  const failures = test.failures.filter(({ kind }) => kind !== "not-met" && kind !== "undecided");
  if (recording?.judgement.status === "undetermined") {
    const reasons = [recording.judgement.reason, ...failures.map(({ message }) => message)];
    const { obstacle } = recording.judgement;
    return {
      ...measured,
      status: "undetermined",
      reason: reasons.join("\n"),
      ...(obstacle ? { obstacle } : {}),
    };
  }
  if (test.state === "cut-off") return { ...measured, status: "undetermined", reason: CUT_OFF };
  const isUnexplained = test.state === "failed" && test.failures.length === 0;
  if (failures.length > 0 || isUnexplained) {
    const reason = failures.map(({ message }) => message).join("\n") || `"${test.name}" failed`;
    return { ...measured, status: statusOfFailure(failures), reason };
  }
  if (!recording) return { status: "undetermined", reason: `"${test.name}" ended without recording a value` };
  return { ...measured, status: "met" };
}

function measuredOf({ measured, judgement }: Recording): Told {
  if (!isEstimate(measured)) return { measured, measuredText: judgement.measured };
  const { value, control, unknown: _reason, ...interval } = measured;
  return {
    measured: value,
    interval,
    ...(control === undefined ? {} : { control }),
    measuredText: judgement.measured,
  };
}

function skipped(obstacle: Obstacle | undefined): Finding {
  if (!obstacle) return { status: "not-run" };
  return { status: "undetermined", obstacle: obstacle.kind, reason: obstacle.text };
}

/** An assertion says that the system is otherwise; any other error says that the test could not tell. */
function statusOfFailure(failures: readonly Failure[]): Status {
  return failures.some(({ kind }) => kind === "assertion") ? "not-met" : "undetermined";
}

function waived(taskId: string, result: CriterionResult, waivers: readonly Waiver[]): CriterionResult {
  const waiver = waiverOf(waivers, taskId, result);
  if (!waiver || result.status === "met") return result;
  const { approver, reason, expires } = waiver;
  const seen = result.reason ? `; ${result.status}: ${result.reason}` : `; ${result.status}`;
  return { ...result, status: "waived", reason: `waived by ${approver} until ${expires}: ${reason}${seen}` };
}

function refuseUnknown(tasks: readonly Task[], tests: readonly TestRecord[]): void {
  for (const test of tests) {
    const task = tasks.find(({ id }) => id === test.taskId);
    for (const { criterion, broker } of test.claims) {
      const known = task?.criteria.some(({ id }) => id === criterion);
      if (!known)
        throw notPlanned(test, keyOf(test.taskId, { id: criterion }), task ? idsOf(task) : "no such task");
      const brokerFits = broker ? task?.brokers?.includes(broker) : !task?.brokers;
      if (!brokerFits) {
        const claim = `${keyOf(test.taskId, { id: criterion })} for ${broker ?? "no broker"}`;
        throw notPlanned(test, claim, `measured for ${task?.brokers?.join(", ") ?? "none"}`);
      }
    }
  }
}

function idsOf({ criteria }: Task): string {
  return criteria.map(({ id }) => id).join(", ");
}

function notPlanned({ name, taskId }: TestRecord, claim: string, planned: string): Problem {
  return new Problem({
    subject: `the test "${name}"`,
    expected: `claims of what the plan has of ${taskId}: ${planned}`,
    seen: `a claim of ${claim}`,
    remedy: "correct proves(...) or provesFor(...) of the test, or add the criterion to the plan",
  });
}
