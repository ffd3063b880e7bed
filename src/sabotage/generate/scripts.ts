import { lineMutants, REDIS, withLine } from "./lines.ts";
import { distinct, type Mutant, mutantOf } from "./mutant.ts";
import { otherValues } from "./other-values.ts";

const HEREDOC = /<<-?'?(\w+)'?\s*$/;
/** A user of Redis: `$(producer '~frames' '+xadd')`. */
const REDIS_USER = /^\$\((producer|consumer|exporter) .*\)$/;
/** A user of RabbitMQ, with what it may configure, write and read: `$(may producer '' '.*' '')`. */
const RABBITMQ_USER = /^\s*\$\(may (\S+) (.*)\),?$/;
/** A line that is there only where a variable is: `${REDIS_PASSWORD:+requirepass $(quoted ...)}`. */
const GIVEN = /^\$\{(\w+):\+([\w -]+?) \$.*\}$/;
/** What a user may do and what it may not, in quotes, or in the rule that all of them begin with. */
const RIGHT = /'[+~&][^']*'|(?<= )[+-]@[a-z]+|(?<= )\+[a-z]+(?= )/g;
const FLAG = /(?<= )--[\w.-]+(?:=\S*)?/g;
/** What a shell script hands on as it is: a parameter of the Erlang kernel. */
const KERNEL = /(-kernel \w+) (\d+)/;

/** The settings that a start script writes or hands to a server: in a here-document, as an option, as a right of a user. */
export function scriptMutants(file: string, text: string): Mutant[] {
  const inside = heredocLines(text);
  return distinct([
    ...lineMutants(file, inside.join("\n"), REDIS),
    ...inside.flatMap((line) => [
      ...ofUser(file, line),
      ...ofPermissions(file, line),
      ...ofGiven(file, line),
    ]),
    ...text
      .split("\n")
      .flatMap((line) => [...ofRights(file, line), ...ofFlags(file, line), ...ofKernel(file, line)]),
  ]);
}

/** The lines of every here-document of a script. */
export function heredocLines(text: string): string[] {
  const lines: string[] = [];
  let end: string | undefined;
  for (const line of text.split("\n")) {
    if (end !== undefined && line === end) end = undefined;
    else if (end !== undefined) lines.push(line);
    else end = HEREDOC.exec(line)?.[1];
  }
  return lines;
}

function ofUser(file: string, line: string): Mutant[] {
  const [, user] = REDIS_USER.exec(line) ?? [];
  if (!user) return [];
  const place = { file, setting: `user ${user}` };
  return [
    mutantOf(place, "removed", (now) => withLine(now, line, undefined)),
    mutantOf(place, { kind: "another value", to: "+@all" }, (now) =>
      withLine(now, line, line.replace(/\)$/, " '+@all')")),
    ),
  ];
}

/** Each pattern of a user's permissions: everything, or nothing. */
function ofPermissions(file: string, line: string): Mutant[] {
  const [, user = "", list = ""] = RABBITMQ_USER.exec(line) ?? [];
  const patterns = [...list.matchAll(/'([^']*)'/g)];
  return patterns.flatMap(({ 0: quoted, 1: pattern = "", index }, at) => {
    const setting = `permissions ${user} ${["configure", "write", "read"][at]}`;
    const from = line.indexOf(list) + index;
    return [".*", ""]
      .filter((to) => to !== pattern)
      .map((to) =>
        mutantOf({ file, setting }, { kind: "another value", to }, (now) =>
          withLine(now, line, `${line.slice(0, from)}'${to}'${line.slice(from + quoted.length)}`),
        ),
      );
  });
}

function ofGiven(file: string, line: string): Mutant[] {
  const [, variable, name] = GIVEN.exec(line) ?? [];
  if (!variable || !name) return [];
  const setting = `${name} of ${variable}`;
  return [mutantOf({ file, setting }, "removed", (now) => withLine(now, line, undefined))];
}

function ofRights(file: string, line: string): Mutant[] {
  if (line.trimStart().startsWith("#")) return [];
  const [, user = "every user"] = REDIS_USER.exec(line) ?? [];
  return [...line.matchAll(RIGHT)].map(({ 0: right, index }) =>
    mutantOf({ file, setting: `${user} ${right.replaceAll("'", "")}` }, "removed", (now) =>
      withLine(now, line, `${line.slice(0, index).trimEnd()}${line.slice(index + right.length)}`),
    ),
  );
}

function ofFlags(file: string, line: string): Mutant[] {
  if (!/^\s*(?:exec|set) /.test(line)) return [];
  return (line.match(FLAG) ?? []).map((flag) =>
    mutantOf({ file, setting: flag }, "removed", (now) => withLine(now, line, line.replace(` ${flag}`, ""))),
  );
}

function ofKernel(file: string, line: string): Mutant[] {
  const [, before = "", value = ""] = KERNEL.exec(line) ?? [];
  if (!before) return [];
  return otherValues(before, value).map((other) =>
    mutantOf({ file, setting: before }, other, (now, to) =>
      withLine(now, line, line.replace(KERNEL, `${before} ${to}`)),
    ),
  );
}
