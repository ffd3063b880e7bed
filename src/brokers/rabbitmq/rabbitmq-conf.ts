const SETTING = /^\s*([A-Za-z][\w.-]*)\s*=\s*(.*?)\s*$/;

/** The settings of a file rabbitmq.conf, by name; of one that it names twice, the last. */
export function settingsOfConf(text: string): Record<string, string> {
  const lines = text.split("\n").map((line) => SETTING.exec(line));
  return Object.fromEntries(
    lines.flatMap((match) => (match ? [[match[1] ?? "", unquoted(match[2] ?? "")] as const] : [])),
  );
}

/** A comment may follow a value; quotes keep what would be one. */
function unquoted(value: string): string {
  const [, quoted] = /^'([^']*)'/.exec(value) ?? [];
  return quoted ?? value.replace(/\s*#.*$/, "");
}
