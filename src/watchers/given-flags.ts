/**
 * The flags on a command line, by name, with what each is set to; one that is switched on or off has "true" or "false".
 * @param words of the command line, of which those before the first flag are no flags
 */
export function givenFlags(words: readonly string[]): Record<string, string> {
  const flags = words.flatMap((word, at): [name: string, value: string][] => {
    const [, name, value] = /^--?([a-z][\w.-]*)(?:=(.*))?$/is.exec(word) ?? [];
    if (name === undefined) return [];
    const next = words[at + 1];
    const written = value ?? (next === undefined || next.startsWith("-") ? undefined : next);
    if (written !== undefined) return [[name, written]];
    return name.startsWith("no-") ? [[name.slice("no-".length), "false"]] : [[name, "true"]];
  });
  return Object.fromEntries(flags);
}
