/** The entries of a reply that is a list or a set; none of any other. */
export function listOf(reply: unknown): unknown[] {
  return Array.isArray(reply) ? reply : reply instanceof Set ? [...reply] : [];
}

/** Of a reply that is a map, or a list with names and values in turn: the values by name. */
export function fieldsOf(reply: unknown): Map<string, unknown> {
  if (reply instanceof Map) return new Map([...reply].map(([name, value]) => [String(name), value]));
  const list = listOf(reply);
  return new Map(
    list.flatMap((name, index): [string, unknown][] =>
      index % 2 === 0 ? [[String(name), list[index + 1]]] : [],
    ),
  );
}
