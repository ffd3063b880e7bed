import type { CriterionResult } from "../../plan/conclude.ts";
import type { Criterion } from "../../plan/schema.ts";
import { type Language, textsIn, titleIn } from "./language.ts";

/**
 * Why a criterion came out as it did. The next step of one that is not met is as the plan has it in that language. What kept one
 * from being observed is named in that language; what else was said of it stays as it was said.
 */
export function reasonIn(
  language: Language,
  { reason, obstacle = "other" }: Pick<CriterionResult, "reason" | "obstacle">,
  planned?: Pick<Criterion, "remedy">,
): string | undefined {
  if (reason === undefined) return undefined;
  if (planned && reason === planned.remedy.en) return titleIn(language, planned.remedy);
  const { [obstacle]: named } = textsIn(language).obstacles;
  return named ? `${named} (${reason})` : reason;
}
