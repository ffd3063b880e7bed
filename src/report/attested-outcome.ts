import { keyOf } from "../plan/criterion-key.ts";
import type { Status } from "../plan/outcome.ts";
import type { Results } from "./results/results.ts";

const RESULTS = { accepted: "PASSED", incomplete: "WARNED", rejected: "FAILED" } as const;

const LISTED = {
  passedTests: ["met"],
  warnedTests: ["undetermined", "not-run", "waived"],
  failedTests: ["not-met"],
} as const satisfies Record<string, readonly Status[]>;

type List = keyof typeof LISTED;
const LISTS = Object.keys(LISTED) as List[];

/** How a run came out, in the words of a test-result statement: criteria by their keys. */
interface Outcome extends Record<List, string[]> {
  result: (typeof RESULTS)[keyof typeof RESULTS];
}

export function outcomeOf({ verdict, tasks }: Pick<Results, "verdict" | "tasks">): Outcome {
  const criteria = tasks.flatMap(({ id: task, criteria: all }) =>
    all.map((criterion) => ({ name: keyOf(task, criterion), status: criterion.status })),
  );
  const inList = (list: List) => {
    const wanted: readonly Status[] = LISTED[list];
    return criteria.filter(({ status }) => wanted.includes(status)).map(({ name }) => name);
  };
  return {
    result: RESULTS[verdict],
    passedTests: inList("passedTests"),
    warnedTests: inList("warnedTests"),
    failedTests: inList("failedTests"),
  };
}

/** What a statement says of a run that its results do not say. */
export function outcomeDifferences(told: Outcome, results: Pick<Results, "verdict" | "tasks">): string[] {
  const due = outcomeOf(results);
  const listed = LISTS.flatMap((list) => {
    const [said, is] = [told[list].toSorted(), due[list].toSorted()];
    if (said.join("\n") === is.join("\n")) return [];
    const other = [
      ...said.filter((name) => !is.includes(name)),
      ...is.filter((name) => !said.includes(name)),
    ];
    return [
      `attestation.json has other ${list} than results.json: ${other.join(", ") || "one is there twice"}`,
    ];
  });
  if (told.result === due.result) return listed;
  return [`attestation.json says ${told.result}, and results.json ${due.result}`, ...listed];
}

/** The images that ran, by name, each with the digest of its id: of several machines one may have run with several. */
export function imagesThatRan({ images }: Pick<Results, "images">): [name: string, sha256: string][] {
  const ran = images.map(({ image, imageId }): [string, string] => [image, digestOfId(imageId)]);
  return [...new Map(ran.map((each) => [each.join(" "), each])).values()];
}

/** The SHA-256 of an engine's id of an image. */
export function digestOfId(imageId: string): string {
  return imageId.replace(/^sha256:/, "");
}
