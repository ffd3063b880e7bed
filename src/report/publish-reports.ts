import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../plan/schema.ts";
import { attest, type GroundsOfRun } from "./attestation.ts";
import { mustAgree } from "./proof/proofread.ts";
import { publish } from "./publish.ts";
import { renderedReports } from "./rendered.ts";
import { readPastRuns } from "./results/past-runs.ts";
import { digestsOfReports, digestsOfTexts } from "./results/report-digests.ts";
import type { Results } from "./results/results.ts";
import { runFolder } from "./results/run-folder.ts";
import { languagesOf } from "./words/language.ts";

interface Published {
  plan: Plan;
  results: Results;
  /** The content of junit.xml. */
  junit: string;
  /** What the verdict rests on beside the reports. */
  grounds: Omit<GroundsOfRun, "reports">;
}

/**
 * Renders the reports of these results, reads them again, and publishes them with the evidence in the run's folder and a statement
 * of all.
 * @throws Problem where a report differs from the results: nothing is published then
 */
export async function publishReports({ plan, results, junit, grounds }: Published): Promise<void> {
  const report = { plan, results, earlier: readPastRuns(), read: readEvidence };
  const files = {
    "results.json": asJson(results),
    "junit.xml": junit,
    ...renderedReports(report, languagesOf(plan)),
  };
  mustAgree({ plan, results }, files);
  const reports = { ...digestsOfTexts(files), ...digestsOfReports(runFolder()) };
  await publish({ ...files, "attestation.json": asJson(attest(results, { ...grounds, reports })) });
}

/** A file of the run that is about to be published. */
function readEvidence(path: string): string | undefined {
  const file = join(runFolder(), path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function asJson(content: object): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}
