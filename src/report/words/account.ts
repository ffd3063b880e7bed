import type { CriterionResult } from "../../plan/conclude.ts";
import { type Language, numberIn, textsIn } from "./language.ts";

/** What happened to the frames of a load, in numbers as they are written. */
export interface Account {
  attempted?: string;
  confirmed: string;
  refused?: string;
  unknown?: string;
  lost: string;
  duplicated?: string;
  corrupted?: string;
}

/** What became of each frame, in a sentence; nothing for a criterion that does not account for frames. */
export function accountIn(language: Language, { measured, details }: CriterionResult): string | undefined {
  if (typeof measured !== "object") return undefined;
  const { lost, duplicated, corrupted } = measured;
  const confirmed = details.confirmed ?? details.frames;
  if (typeof lost !== "number" || typeof confirmed !== "number") return undefined;
  const told = (name: string, value: unknown) =>
    typeof value === "number" && value > 0 ? { [name]: numberIn(language, value) } : {};
  return textsIn(language).account({
    ...told("attempted", details.attempted),
    confirmed: numberIn(language, confirmed),
    ...told("refused", details.refused),
    ...told("unknown", details.unknown),
    lost: numberIn(language, lost),
    ...told("duplicated", duplicated),
    ...told("corrupted", corrupted),
  });
}
