/** Something that specs need, and whether this host has it. */
export interface Prerequisite {
  /** "Docker Engine". */
  what: string;
  isThere: boolean;
  /** What was seen: a version, an amount, or why not. */
  seen: string;
  /** Which tasks cannot be verified without it; empty where it is there. */
  costs: string;
  remedy?: string;
}

/** One line for each prerequisite, and what can be verified all in all. */
export function checkupText(prerequisites: readonly Prerequisite[]): string {
  const width = Math.max(...prerequisites.map(({ what }) => what.length));
  const lines = prerequisites.flatMap(({ what, isThere, seen, costs, remedy }) => [
    `${isThere ? "✔" : "✖"} ${what.padEnd(width)}  ${seen}`,
    ...(isThere ? [] : [`  ${" ".repeat(width)}  without it: ${costs}`]),
    ...(isThere || !remedy ? [] : [`  ${" ".repeat(width)}  what to do: ${remedy}`]),
  ]);
  const lacking = prerequisites.filter(({ isThere }) => !isThere).length;
  const verdict =
    lacking === 0
      ? "This host can verify everything."
      : `This host lacks ${lacking} of ${prerequisites.length}: what depends on it is undetermined.`;
  return [...lines, "", verdict].join("\n");
}
