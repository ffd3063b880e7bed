/** A value that every node has, or which node has which: "yes", or "redis yes, redis-replica-1 no". */
export function ofAll(values: Readonly<Record<string, string>>): string {
  const [first = "", ...others] = new Set(Object.values(values));
  if (others.length === 0) return first;
  return Object.entries(values)
    .map(([node, value]) => `${node} ${value}`)
    .join(", ");
}
