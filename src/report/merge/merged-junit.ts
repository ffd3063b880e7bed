import { Problem } from "../../kernel/problem.ts";
import type { ShardReport } from "./shard-report.ts";

/** As {@link junitXml} writes it: what stands in it is escaped, so that no text begins or ends a suite. */
const SUITE = /<testsuite [^>]*?name="([^"]*)"[^>]*>[\s\S]*?<\/testsuite>/g;

/**
 * junit.xml of all shards: their suites word for word, in the order in which one run would have them.
 * @throws Problem for a file with a suite that can't be read
 */
export function mergedJunit(reports: readonly Pick<ShardReport, "folder" | "junit">[]): string {
  const suites = reports.flatMap(suitesIn).sort(([one], [other]) => (one < other ? -1 : Number(one > other)));
  const lines = suites.map(([, text]) => `  ${text}\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${lines.join("")}</testsuites>\n`;
}

function suitesIn({ folder, junit }: Pick<ShardReport, "folder" | "junit">): [name: string, text: string][] {
  const suites = [...junit.matchAll(SUITE)].map(([text, name = ""]): [string, string] => [name, text]);
  const begun = junit.match(/<testsuite[\s>/]/g)?.length ?? 0;
  if (suites.length === begun) return suites;
  throw new Problem({
    subject: `${folder}/junit.xml`,
    expected: "suites that begin and end, as a run writes them",
    seen: `${begun} that begin, ${suites.length} that are whole`,
    remedy: "name the folder as that run left it",
  });
}
