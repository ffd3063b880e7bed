import { STATUSES, type Status } from "../../plan/outcome.ts";
import type { BrokerId, Plan } from "../../plan/schema.ts";
import { allCriteria, type Results } from "../results/results.ts";
import { type Language, textsIn } from "./language.ts";

/** How many of each status, worst first: "2 not met, 20 met". */
export function countStatuses(results: readonly { status: Status }[], language: Language = "en"): string {
  return STATUSES.map((status) => ({
    status,
    count: results.filter((each) => each.status === status).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${textsIn(language).status[status]}`)
    .join(", ");
}

/** What a plan calls a broker. */
export function nameOfBroker({ names }: Pick<Plan, "names">, id: BrokerId): string {
  return names[id] ?? id;
}

/** What a run came to, in a sentence. */
export function verdictIn(
  language: Language,
  { verdict, tasks }: Pick<Results, "verdict" | "tasks">,
): string {
  const isWaived = allCriteria(tasks).some(({ status }) => status === "waived");
  const texts = textsIn(language);
  return verdict === "accepted" && isWaived ? texts.acceptedWithWaivers : texts.verdict[verdict];
}

/** "1 min 59 s", "4.2 s". */
export function describeDuration(ms: number): string {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
