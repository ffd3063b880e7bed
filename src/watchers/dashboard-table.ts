import { z } from "zod";
import type { WrittenPanel } from "./dashboard-model.ts";

/** What a reader of a table goes by. */
export interface Columns {
  /** The label by which the answers of its queries make one line. */
  joinedBy: string | undefined;
  /** What a column is called, by what it is of: a label, or the values of a query. */
  headings: Readonly<Record<string, string>>;
  /** Columns that are not shown, by the same. */
  hidden: readonly string[];
}

/** What it calls the values of a query. */
export const VALUE_OF_QUERY = /^Value #[A-Z]$/;

export function valueColumn(refId: string): string {
  return `Value #${refId}`;
}

const organizedSchema = z.looseObject({
  excludeByName: z.record(z.string(), z.boolean()).default({}),
  includeByName: z.record(z.string(), z.boolean()).default({}),
  renameByName: z.record(z.string(), z.string()).default({}),
});
const joinedSchema = z.looseObject({ byField: z.string().optional(), mode: z.string().default("outer") });

type Transformation = WrittenPanel["transformations"][number];

/** What the columns of a table are called, as its transformations say. */
export function columnsOf(panel: Pick<WrittenPanel, "transformations">): Columns {
  const organized = inForce(panel, "organize").map(({ options }) => organizedBy(options));
  const joined = inForce(panel, "joinByField").map(({ options }) => joinedBy(options)?.byField);
  return {
    joinedBy: joined.at(-1),
    headings: Object.assign({}, ...organized.map(({ renameByName }) => renameByName)),
    hidden: organized.flatMap(({ excludeByName }) =>
      Object.entries(excludeByName).flatMap(([field, isHidden]) => (isHidden ? [field] : [])),
    ),
  };
}

/**
 * What a table does to the answers of its queries, and can't be followed. It makes one line of all that they say of one thing, and
 * gives its columns headings; it leaves out no line and no value.
 */
export function changesOfTable(panel: Pick<WrittenPanel, "transformations" | "targets">): string[] {
  const shown = panel.targets.filter(({ hide }) => !hide);
  const isJoined = inForce(panel, "joinByField").length > 0;
  return [
    ...panel.transformations
      .filter((each) => !each.disabled && !isFollowed(each))
      .map(({ id }) => `transformation ${id}`),
    // Of several answers a table shows the first.
    ...(shown.length > 1 && !isJoined ? ["several queries that nothing joins"] : []),
  ];
}

function isFollowed({ id, options }: Transformation): boolean {
  if (id === "joinByField") return joinedBy(options)?.mode === "outer";
  if (id !== "organize") return false;
  const { excludeByName, includeByName } = organizedBy(options);
  const hides = Object.entries(excludeByName).some(
    ([field, isHidden]) => isHidden && VALUE_OF_QUERY.test(field),
  );
  return !hides && Object.keys(includeByName).length === 0;
}

function inForce({ transformations }: Pick<WrittenPanel, "transformations">, id: string): Transformation[] {
  return transformations.filter((each) => each.id === id && !each.disabled);
}

function organizedBy(options: unknown): z.infer<typeof organizedSchema> {
  return organizedSchema.parse(options ?? {});
}

function joinedBy(options: unknown): z.infer<typeof joinedSchema> | undefined {
  return joinedSchema.safeParse(options ?? {}).data;
}
