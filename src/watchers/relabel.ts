import { createHash } from "node:crypto";
import { z } from "zod";
import { type Labels, whole } from "./alert-matcher.ts";

/** A step of relabelling as Prometheus writes it, with its defaults. */
export const relabelSchema = z.looseObject({
  source_labels: z.array(z.string()).default([]),
  separator: z.coerce.string().default(";"),
  regex: z.coerce.string().default("(.*)"),
  target_label: z.string().default(""),
  replacement: z.coerce.string().default("$1"),
  modulus: z.number().default(0),
  action: z.string().toLowerCase().default("replace"),
});

export type Relabelling = z.output<typeof relabelSchema>;

/**
 * Labels after each step in its turn, as Prometheus makes them; `undefined` where a step keeps back what has them.
 * @throws Error for an action that Prometheus does not have
 */
export function relabelled(labels: Labels, steps: readonly Relabelling[]): Labels | undefined {
  let now: Labels | undefined = labels;
  for (const step of steps) now = now && after(now, step);
  return now;
}

function after(labels: Labels, step: Relabelling): Labels | undefined {
  const { source_labels, separator, target_label, replacement, modulus, action } = step;
  const pattern = whole(step.regex);
  const value = source_labels.map((label) => labels[label] ?? "").join(separator);
  const target = labels[target_label] ?? "";
  switch (action) {
    case "keep":
      return pattern.test(value) ? labels : undefined;
    case "drop":
      return pattern.test(value) ? undefined : labels;
    case "keepequal":
      return value === target ? labels : undefined;
    case "dropequal":
      return value === target ? undefined : labels;
    case "replace": {
      const found = pattern.exec(value);
      return found ? withLabel(labels, expanded(target_label, found), expanded(replacement, found)) : labels;
    }
    case "lowercase":
      return withLabel(labels, target_label, value.toLowerCase());
    case "uppercase":
      return withLabel(labels, target_label, value.toUpperCase());
    case "hashmod":
      return withLabel(labels, target_label, hashOf(value, modulus));
    case "labelmap":
      return Object.entries(labels).reduce((mapped, [name, each]) => {
        const found = pattern.exec(name);
        return found ? withLabel(mapped, expanded(replacement, found), each) : mapped;
      }, labels);
    case "labeldrop":
    case "labelkeep":
      return Object.fromEntries(
        Object.entries(labels).filter(([name]) => pattern.test(name) === (action === "labelkeep")),
      );
    default:
      throw new Error(`not an action of Prometheus' relabelling: ${action}`);
  }
}

/** An empty label is none. */
function withLabel(labels: Labels, name: string, value: string): Labels {
  const { [name]: _former, ...others } = labels;
  return value === "" ? others : { ...others, [name]: value };
}

/** As Go fills in what was found: `$1`, `${1}`, `${name}`. */
function expanded(text: string, found: RegExpExecArray): string {
  return text.replaceAll(/\$(?:\$|(\w+)|\{(\w+)\})/g, (all: string, plain?: string, braced?: string) => {
    const group = plain ?? braced;
    if (group === undefined) return all.slice(1);
    return (/^\d+$/.test(group) ? found[Number(group)] : found.groups?.[group]) ?? "";
  });
}

function hashOf(value: string, modulus: number): string {
  const hash = createHash("md5").update(value).digest().readBigUInt64BE(8);
  return modulus > 0 ? String(hash % BigInt(modulus)) : "";
}
