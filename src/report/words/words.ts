import { STATUSES, type Status } from "../../plan/outcome.ts";
import { allCriteria, type Results } from "../results/results.ts";
import { type Language, textsIn } from "./language.ts";

/** How many of each status, worst first: "2 not met, 20 met". */
export function countStatuses(statuses: readonly Status[], language: Language = "en"): string {
  return STATUSES.map((status) => ({ status, count: statuses.filter((each) => each === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${textsIn(language).status[status]}`)
    .join(", ");
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
