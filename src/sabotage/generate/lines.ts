import { distinct, type Mutant, mutantOf } from "./mutant.ts";
import { otherValues } from "./other-values.ts";

/** How a line of a format names a setting, with what stands behind its value: put together again with another value. */
export interface LineFormat {
  setting: RegExp;
}

/** redis.conf: a name, a space and what it is. Of a Sentinel's line the last word is the value. */
export const REDIS: LineFormat = { setting: /^((?:sentinel (?:[\w-]+ )+|[\w-]+ ))(.+)$/ };
/** rabbitmq.conf: a name, an equals sign and what it is. */
export const RABBITMQ: LineFormat = { setting: /^([\w.-]+ = )(.+)$/ };
/** nats.conf, in a block or not: a name, a colon and what it is, in quotes or not. */
export const NATS: LineFormat = { setting: /^(\s*\w+: "?)([^"]+)("?)$/ };

/** Every line that holds a setting, removed and with its value changed. */
export function lineMutants(file: string, text: string, { setting }: LineFormat): Mutant[] {
  return distinct(
    text.split("\n").flatMap((line) => {
      const [, before, value, after = ""] = setting.exec(line) ?? [];
      if (!before || value === undefined) return [];
      const name = before.trim().replace(/ =$|:(?: ")?$/, "");
      const place = { file, setting: name };
      return [
        mutantOf(place, "removed", (now) => withLine(now, line, undefined)),
        ...otherValues(name, value).map((other) =>
          mutantOf(place, other, (now, to) => withLine(now, line, `${before}${to}${after}`)),
        ),
      ];
    }),
  );
}

/** Of RabbitMQ's list of plugins each one taken out. */
export function pluginMutants(file: string, text: string): Mutant[] {
  const plugins = /^\[(.*)\]\./.exec(text)?.[1]?.split(",") ?? [];
  return plugins.map((plugin) =>
    mutantOf({ file, setting: plugin.trim() }, "removed", (now) =>
      now.replace(/^\[(.*)\]/, (_, list: string) => `[${list.split(",").filter((each) => each !== plugin)}]`),
    ),
  );
}

/** A text with another line in place of that one, or without it. @throws Error when it has no such line */
export function withLine(text: string, line: string, to: string | undefined): string {
  const lines = text.split("\n");
  const at = lines.indexOf(line);
  if (at < 0) throw new Error(`there is no line "${line}" any more`);
  lines.splice(at, 1, ...(to === undefined ? [] : [to]));
  return lines.join("\n");
}
