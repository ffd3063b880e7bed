/** Something that a service has and that nothing allows it. */
export interface Finding {
  service: string;
  /** What it is about, the same wherever it was seen: what a container has, its compose file has too. */
  about: string;
  /** What was seen, and what is allowed: "publishes 0.0.0.0:6380, allowed are addresses of loopback". */
  text: string;
}

/** What a value of a report may hold. */
const MOST_TOLD = 20;

/** Each service's finding about a thing once, as it was seen first. */
export function distinct(findings: readonly Finding[]): Finding[] {
  const first = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.service} ${finding.about}`;
    if (!first.has(key)) first.set(key, finding);
  }
  return [...first.values()];
}

/** Findings in words, services with the same one together: "redis, redis-replica-1: runs as root"; "none" without any. */
export function told(findings: readonly Finding[]): string {
  const services = Map.groupBy(distinct(findings), ({ text }) => text);
  const lines = [...services].map(
    ([text, each]) => `${[...new Set(each.map(({ service }) => service))].join(", ")}: ${text}`,
  );
  const more = lines.length - MOST_TOLD;
  return [...lines.slice(0, MOST_TOLD), ...(more > 0 ? [`and ${more} more`] : [])].join("; ") || "none";
}

/** What is allowed, as the end of a finding. */
export function allowedAre(what: readonly (string | number)[]): string {
  return what.length > 0 ? `allowed are ${what.join(", ")}` : "allowed are none";
}
