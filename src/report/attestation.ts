import { createHash } from "node:crypto";
import { z } from "zod";
import { jsonOf } from "../kernel/json.ts";
import { keyOf } from "../plan/criterion-key.ts";
import { TESTED } from "./environment.ts";
import type { Results } from "./results.ts";

const STATEMENT = "https://in-toto.io/Statement/v1";
const TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";

const resourceSchema = z.object({ name: z.string(), digest: z.object({ sha256: z.string() }) });

const attestationSchema = z.object({
  _type: z.literal(STATEMENT),
  subject: z.array(resourceSchema),
  predicateType: z.literal(TEST_RESULT),
  predicate: z.object({
    result: z.enum(["PASSED", "WARNED", "FAILED"]),
    configuration: z.array(resourceSchema),
    passedTests: z.array(z.string()),
    warnedTests: z.array(z.string()),
    failedTests: z.array(z.string()),
  }),
});

/** An in-toto statement of what was tested, with what, and how it came out. */
export type Attestation = z.infer<typeof attestationSchema>;

const RESULTS = { accepted: "PASSED", incomplete: "WARNED", rejected: "FAILED" } as const;

/**
 * The statement over a run: its subjects are results.json, the delivered configuration and the images, by digest; specs
 * and plan are its configuration. Predicate test-result v0.1 of in-toto.
 *
 * @param resultsText the bytes of results.json
 */
export function attest(results: Results, resultsText: string): Attestation {
  const named = Object.entries(results.hashes).map(([name, sha256]) => ({ name, digest: { sha256 } }));
  const images = new Map(
    results.images.map(({ image, imageId }) => [image, imageId.replace(/^sha256:/, "")]),
  );
  const criteria = results.tasks.flatMap(({ id: task, criteria: all }) =>
    all.map((criterion) => ({ name: keyOf(task, criterion), status: criterion.status })),
  );
  const names = (...wanted: string[]) =>
    criteria.filter(({ status }) => wanted.includes(status)).map(({ name }) => name);
  return {
    _type: STATEMENT,
    subject: [
      { name: "results.json", digest: { sha256: sha256Of(resultsText) } },
      ...named.filter(({ name }) => TESTED.includes(name)),
      ...[...images].map(([name, sha256]) => ({ name, digest: { sha256 } })),
    ],
    predicateType: TEST_RESULT,
    predicate: {
      result: RESULTS[results.verdict],
      configuration: named.filter(({ name }) => !TESTED.includes(name)),
      passedTests: names("met"),
      warnedTests: names("undetermined", "not-run", "waived"),
      failedTests: names("not-met"),
    },
  };
}

/**
 * What no longer is as the statement says: results that were edited, configuration or specs that were changed since.
 * @param now digests of the working tree, by the names that results.json gives them
 */
export function differencesFrom(
  text: string,
  { resultsText, hashes }: { resultsText: string; hashes: Readonly<Record<string, string>> },
): string[] {
  const parsed = attestationSchema.safeParse(jsonOf(text));
  if (!parsed.success) return ["attestation.json is no statement of a test result"];
  const now: Readonly<Record<string, string>> = { ...hashes, "results.json": sha256Of(resultsText) };
  const { subject, predicate } = parsed.data;
  const attested = [...subject, ...predicate.configuration].filter(
    ({ name }) => name in now || !name.includes(":"),
  );
  return attested.flatMap(({ name, digest: { sha256 } }) => {
    if (now[name] === sha256) return [];
    return [now[name] ? `${name} has changed since` : `${name} is not there any more`];
  });
}

function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
