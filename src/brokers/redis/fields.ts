/** An answer that has names and their values after each other, by name. */
export function fieldsOf(answer: readonly string[]): Record<string, string> {
  const pairs = answer.flatMap((name, index) =>
    index % 2 === 0 ? [[name, answer[index + 1] ?? ""] as const] : [],
  );
  return Object.fromEntries(pairs);
}
