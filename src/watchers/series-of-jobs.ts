import { selectorsOf } from "./promql.ts";

/** A series that an expression looks at, and of which jobs it takes it. */
export interface Input {
  metric: string;
  isOfJob: (job: string) => boolean;
}

/** The series that an expression looks at, by what they say of their job; one that says nothing takes any. */
export function inputsOf(expr: string): Input[] {
  return selectorsOf(expr).map(({ text, metric }) => {
    const [, kind = "", value = ""] = /\bjob\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"/.exec(text) ?? [];
    const pattern = new RegExp(`^(?:${value})$`);
    const isOfJob: Record<string, (job: string) => boolean> = {
      "=": (job) => job === value,
      "!=": (job) => job !== value,
      "=~": (job) => pattern.test(job),
      "!~": (job) => !pattern.test(job),
    };
    return { metric, isOfJob: isOfJob[kind] ?? (() => true) };
  });
}
