export type Labels = Readonly<Record<string, string>>;

/** What Alertmanager asks of one label of an alert. A label that is missing counts as an empty one. */
export interface Matcher {
  label: string;
  kind: "=" | "!=" | "=~" | "!~";
  value: string;
}

const FORM = /^\s*("(?:[^"\\]|\\.)*"|[^\s"=!~{},]+)\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*"|.*?)\s*$/s;

/** @throws Error for a text that is none, as Alertmanager would not start with it */
export function matcherOf(text: string): Matcher {
  const [, label, kind, value] = FORM.exec(text) ?? [];
  if (label === undefined || kind === undefined || value === undefined)
    throw new Error(`not a matcher of Alertmanager's: ${text}`);
  return { label: unquoted(label), kind: kind as Matcher["kind"], value: unquoted(value) };
}

export function matches({ label, kind, value }: Matcher, labels: Labels): boolean {
  const has = labels[label] ?? "";
  if (kind === "=") return has === value;
  if (kind === "!=") return has !== value;
  return whole(value).test(has) === (kind === "=~");
}

/** As Go reads it: over the whole of the label. */
export function whole(pattern: string): RegExp {
  const isCaseless = pattern.startsWith("(?i)");
  return new RegExp(`^(?:${isCaseless ? pattern.slice(4) : pattern})$`, isCaseless ? "si" : "s");
}

function unquoted(text: string): string {
  return text.startsWith('"') ? (JSON.parse(text) as string) : text;
}
