import { z } from "zod";
import { mustAgree } from "./agreement.ts";
import { ROLES } from "./roles.ts";

/** By language, as "en": English is what everything falls back to; the plan's own title has the languages of all. */
const localized = z
  .object({ en: z.string().min(1) })
  .catchall(z.string().min(1))
  .refine(
    (title) => Object.keys(title).every((language) => /^[a-z]{2}$/.test(language)),
    "name a language by two letters, as en",
  );

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const isNotEmpty = (values: object) => Object.keys(values).length > 0;
const isDistinct = (values: readonly unknown[]) => new Set(values).size === values.length;

/** How one value is compared: each kind says what a measured value has to be for the criterion to be met. */
const comparison = z.union([
  z.strictObject({ is: scalar }),
  z.strictObject({ atLeast: z.number() }),
  z.strictObject({ moreThan: z.number() }),
  z.strictObject({ atMost: z.number() }),
  z.strictObject({ lessThan: z.number() }),
  z
    .strictObject({ from: z.number(), to: z.number() })
    .refine(({ from, to }) => from < to, "the lower bound comes first"),
  z.strictObject({ atLeastVersion: z.string().regex(/^\d+(\.\d+)*$/, "write a version as 3.12") }),
]);

/** One value, or several by name which all have to hold. */
const expectation = z.union([
  comparison,
  z.strictObject({ all: z.record(z.string(), comparison).refine(isNotEmpty, "name at least one value") }),
]);

const criterion = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, "write an id in lower case with hyphens"),
  /** What its spec calls it, where that is not the id. */
  measure: z.string().min(1).optional(),
  title: localized,
  expected: expectation,
  /** Printed behind measured and expected values: "ms", "frames/s". */
  unit: z.string().min(1).optional(),
  /** The next step of a person who finds the criterion not met: in English, or by language. */
  remedy: z.union([
    z
      .string()
      .min(1)
      .transform((en): z.infer<typeof localized> => ({ en })),
    localized,
  ]),
  /** What a reader might take it to prove, and it does not. */
  notCovered: localized.optional(),
  /** The reason of a bound that is not in the phase's own plan. */
  why: localized.optional(),
});

/** Which brokers there are is known to those who measure them. */
const broker = z.string().regex(/^[a-z0-9-]+$/, "write the id of a broker in lower case with hyphens");

const specPath = z.string().regex(/^[a-z0-9]+\/[a-z0-9-]+$/, "write it as block1/persistence");

const task = z.strictObject({
  id: specPath,
  title: localized,
  /** A word or two, where the title would not fit; without it the title. */
  short: localized.optional(),
  /** *each*: every criterion is measured for each broker in scope. An id: the task is about that broker, and in scope with it. */
  broker: z.union([z.literal("each"), broker]).optional(),
  /**
   * The path of its spec below specs/, where that is not the id. "not yet written": it reads *not run*; any other task
   * without a spec is an error.
   */
  spec: z.union([z.literal("not yet written"), specPath]).optional(),
  /** It measures a speed, or the host itself: while its spec runs, no other does. Or files of its folder of which this is so. */
  alone: z.union([z.literal(true), z.array(z.string().regex(/^[a-z0-9-]+$/)).min(1)]).optional(),
  /** The profile that is for tasks of this kind alone: without any that is named it runs them, and no others. */
  profile: z.literal("hosts").optional(),
  criteria: z.array(criterion).min(1),
});

const successMetric = z.strictObject({
  title: localized,
  /** Criteria (task/criterion) or tasks, all of which have to be met. */
  shownBy: z.array(z.string()).min(1),
});

const promise = z.strictObject({
  title: localized,
  /** The key of a criterion, as task/criterion. */
  shownBy: z.string(),
});

const block = z.strictObject({
  id: z.string().min(1),
  title: localized,
  success: z.array(successMetric).default([]),
  tasks: z.array(task).min(1),
});

const percent = z.number().gt(0).lt(100);

const seconds = z.strictObject({ from: z.number().positive(), to: z.number().positive() });

const alertsHeard = z.strictObject({
  /** Alerts that have to be there, and critical; others may be. */
  critical: z.array(z.string()),
  /** By severity: the variable of `.env` that holds the address of its receiver. */
  heardAt: z.record(z.string(), z.string()).refine(isNotEmpty, "name at least one severity"),
  /** The variable whose address holds for every severity whose own is not set. */
  heardOtherwiseAt: z.string(),
  /** Alerts whose receiver hears of nothing else. */
  heardApart: z.array(z.string()),
  /** By severity: seconds after which an alert that goes on is told of again. */
  repeatedAfter: z.record(z.string(), seconds),
  /** Seconds after which an alert counts as over when nobody says more of it. */
  forgottenAfter: seconds,
  /** Alerts that others may silence while they fire, where the labels named are the same. */
  maySilence: z.array(
    z.strictObject({
      by: z.array(z.string()).min(1),
      alerts: z.array(z.string()).min(1),
      same: z.array(z.string()).min(1),
    }),
  ),
});

/** Limits at which operation is no longer sound, as opposed to what a criterion has to reach. */
const watch = z.strictObject({
  /** Frames per second that the broker has to take while producers are connected. */
  minThroughput: z.strictObject({ lessThan: z.number().positive(), unit: z.literal("msg/s") }),
  /** Share of the memory limit: an early warning, and the trigger of a rollback. */
  memoryHigh: z.strictObject({ moreThan: percent, unit: z.literal("%") }),
  memoryCritical: z.strictObject({ moreThan: percent, unit: z.literal("%") }),
  /** Names of the alerts for which the stack is rolled back. */
  rollbackOn: z.array(z.string()).min(1),
  /** Who hears of alerts, and what they may be spared. */
  alerts: alertsHeard.optional(),
});

/** What others may do to a host while a speed is measured on it, and from where on the stack itself is what slows it down. */
const calm = z.strictObject({
  othersProcessors: z.strictObject({ atMost: percent, unit: z.literal("%") }),
  othersMemoryPressure: z.strictObject({ atMost: percent, unit: z.literal("%") }),
  othersWrites: z.strictObject({ atMost: z.number().positive(), unit: z.literal("MiB/s") }),
  controlP99: z.strictObject({ atMost: z.number().positive(), unit: z.literal("ms") }),
  controlFsyncP99: z.strictObject({ atMost: z.number().positive(), unit: z.literal("ms") }),
  stackProcessors: z.strictObject({ moreThan: percent, unit: z.literal("%") }),
  stackWrites: z.strictObject({ moreThan: z.number().positive(), unit: z.literal("MiB/s") }),
});

/** What a criterion is to those who size or default something by it: they ask for the role. */
const roles = z.partialRecord(z.enum(ROLES), z.string());

export const planSchema = z
  .strictObject({
    title: localized,
    /** The brokers in scope, unless a run names others. */
    brokers: z.array(broker).min(1).refine(isDistinct, "name each broker once"),
    /** What a broker is called in a report, by its id; without one by that. */
    names: z.record(broker, z.string().min(1)).default({}),
    /** The promises that a report begins with. */
    promises: z.array(promise).default([]),
    /** Each the key of a criterion, as task/criterion. */
    roles: roles.default({}),
    watch: watch.optional(),
    calm: calm.optional(),
    blocks: z.array(block).min(1),
  })
  .superRefine(mustAgree);

/** A plan as it is written, whatever a run has in scope. */
export type WrittenPlan = z.infer<typeof planSchema>;
/** A title by language; "en" is there. */
export type Title = z.infer<typeof localized>;

/** A task that a run has in scope. */
export interface Task extends Omit<z.infer<typeof task>, "broker"> {
  /** For each of these every criterion is measured; absent where the task is about one thing alone. */
  brokers?: readonly BrokerId[];
}
export type Block = Omit<WrittenPlan["blocks"][number], "tasks"> & { tasks: Task[] };
/** What a run has in scope of a plan. */
export type Plan = Omit<WrittenPlan, "blocks"> & { blocks: Block[] };
export type Criterion = z.infer<typeof criterion>;
export type Comparison = z.infer<typeof comparison>;
export type Expectation = z.infer<typeof expectation>;
export type BrokerId = z.infer<typeof broker>;
