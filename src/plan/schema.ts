import { z } from "zod";
import { keyOf } from "./criterion-key.ts";

const localized = z.strictObject({ en: z.string().min(1), pl: z.string().min(1) });

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
  z.strictObject({ atLeastVersion: z.string().regex(/^\d+(\.\d+)*$/, "write a version as 3.12") }),
]);

/** One value, or several by name which all have to hold. */
const expectation = z.union([
  comparison,
  z.strictObject({ all: z.record(z.string(), comparison).refine(isNotEmpty, "name at least one value") }),
]);

const criterion = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, "write an id in lower case with hyphens"),
  title: localized,
  expected: expectation,
  /** Printed behind measured and expected values: "ms", "frames/s". */
  unit: z.string().min(1).optional(),
  /** The next step of a person who finds the criterion not met. */
  remedy: z.string().min(1),
});

/** Which brokers there are is known to those who measure them. */
const broker = z.string().regex(/^[a-z0-9-]+$/, "write the id of a broker in lower case with hyphens");

const task = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+\/[a-z0-9-]+$/, "write an id as block1/persistence, the path of its spec"),
  title: localized,
  /** The brokers for each of which every criterion is measured; left out where the task is about one thing alone. */
  brokers: z.array(broker).min(1).refine(isDistinct, "name each broker once").optional(),
  /** A task whose spec has not been written yet: it reads *not run*. Any other task without a spec is an error. */
  spec: z.literal("not yet written").optional(),
  criteria: z.array(criterion).min(1),
});

const successMetric = z.strictObject({
  title: localized,
  /** Criteria (task/criterion) or tasks, all of which have to be met. */
  shownBy: z.array(z.string()).min(1),
});

const block = z.strictObject({
  id: z.string().min(1),
  title: localized,
  success: z.array(successMetric).default([]),
  tasks: z.array(task).min(1),
});

const percent = z.number().gt(0).lt(100);

/** Limits at which operation is no longer sound, as opposed to what a criterion has to reach. */
const watch = z.strictObject({
  /** Frames per second that the broker has to take while producers are connected. */
  minThroughput: z.strictObject({ lessThan: z.number().positive(), unit: z.literal("msg/s") }),
  /** Share of the memory limit: an early warning, and the trigger of a rollback. */
  memoryHigh: z.strictObject({ moreThan: percent, unit: z.literal("%") }),
  memoryCritical: z.strictObject({ moreThan: percent, unit: z.literal("%") }),
  /** Names of the alerts for which the stack is rolled back. */
  rollbackOn: z.array(z.string()).min(1),
});

export const planSchema = z
  .strictObject({ title: localized, watch: watch.optional(), blocks: z.array(block).min(1) })
  .superRefine((plan, context) => {
    const known = new Set<string>();
    const claim = (id: string, path: PropertyKey[]) => {
      if (known.has(id)) context.addIssue({ code: "custom", path, message: `${id} is there twice` });
      known.add(id);
    };
    for (const [b, { id: blockId, tasks }] of plan.blocks.entries()) {
      for (const [t, { id, criteria }] of tasks.entries()) {
        const path = ["blocks", b, "tasks", t, "id"];
        claim(id, path);
        for (const [c, criterion] of criteria.entries()) {
          claim(keyOf(id, criterion), ["blocks", b, "tasks", t, "criteria", c, "id"]);
        }
        if (!id.startsWith(`${blockId}/`)) {
          context.addIssue({
            code: "custom",
            path,
            message: `a task of ${blockId} has an id that starts with ${blockId}/`,
          });
        }
      }
    }
    for (const [b, { success }] of plan.blocks.entries()) {
      for (const [s, { shownBy }] of success.entries()) {
        for (const [i, id] of shownBy.entries()) {
          const path = ["blocks", b, "success", s, "shownBy", i];
          if (!known.has(id))
            context.addIssue({ code: "custom", path, message: `no task or criterion is called ${id}` });
        }
      }
    }
  });

export type Plan = z.infer<typeof planSchema>;
export type Block = Plan["blocks"][number];
export type Task = z.infer<typeof task>;
export type Criterion = z.infer<typeof criterion>;
export type Comparison = z.infer<typeof comparison>;
export type Expectation = z.infer<typeof expectation>;
export type Broker = z.infer<typeof broker>;
