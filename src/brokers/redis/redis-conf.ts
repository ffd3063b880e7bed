/** What is judged elsewhere: who may log in. */
const ELSEWHERE: ReadonlySet<string> = new Set(["user"]);
/** Those whose values are no credentials. */
const SHOWN: ReadonlySet<string> = new Set(["include"]);

/**
 * What files of a node set that it does not tell of itself, such as commands under other names: by "conf" and the name.
 * @param files their text, one after the other
 * @param told names of the settings that it tells
 */
export function untoldInFiles(files: string, told: ReadonlySet<string>): Record<string, string> {
  const lines = files.split("\n").map((line) => line.trim());
  const set = lines.flatMap((line) => {
    const [, name = "", value = ""] = /^([^\s#]+)\s*(.*)$/.exec(line) ?? [];
    const known = name.toLowerCase();
    return name === "" || told.has(known) || ELSEWHERE.has(known) ? [] : [[known, value] as const];
  });
  return Object.fromEntries(
    set.map(([name, value]) => [`conf ${name}`, SHOWN.has(name) ? value : "is there"]),
  );
}
