/** The loggers of what config/grafana/ provisions: data sources and dashboards. */
const OUR_LOGGER = /^provisioning\.(datasources?|dashboards?)$/;
/** Where the compose file mounts what is ours. Grafana looks for other kinds in folders beside them, which need not be there. */
const OUR_FOLDER = /\/etc\/grafana\/(provisioning\/)?(datasources|dashboards)\b/;
/** The loggers that tell of every kind of provisioning, by the name of the kind. */
const ANY_KIND = /^provisioning$|^server$|^$/;
const OUR_KIND = /\b(data ?sources?|dashboards?)\b/i;
const PROVISIONING = /\bprovision/i;
const GOES_WRONG = /^(warn|warning|eror|error|crit|critical|fatal)$/;
const START = /\bStarting Grafana\b/;

/**
 * The errors of our data sources and dashboards that Grafana has printed since its last start. One that it repeats is named
 * once.
 */
export function provisioningFailures(lines: readonly string[]): string[] {
  const sinceStart = lines.slice(lines.findLastIndex((line) => START.test(line)) + 1);
  const failures = sinceStart.map(fieldsOf).filter(isOurFailure).map(inWords);
  return [...new Set(failures)];
}

type Fields = Readonly<Record<string, string>>;

function isOurFailure(fields: Fields): boolean {
  const { level = fields.lvl ?? "", logger = "", text = "" } = fields;
  if (level === "" ? !/^Error:/.test(text) : !GOES_WRONG.test(level)) return false;
  if (OUR_LOGGER.test(logger)) return true;
  const said = [text, fields.msg, fields.error, fields.reason, fields.path, fields.file].join(" ");
  return ANY_KIND.test(logger) && PROVISIONING.test(said) && (OUR_FOLDER.test(said) || OUR_KIND.test(said));
}

function inWords({ msg, text, file, path, error, err, reason }: Fields): string {
  return [msg ?? text, file ?? path, error ?? err ?? reason].flatMap((each) => each?.trim() || []).join(": ");
}

/** The fields of a line in Grafana's own format (logfmt), whatever its order; a line without any is all `text`. */
function fieldsOf(line: string): Fields {
  const pairs = [...line.matchAll(/(?:^|\s)(\w+)=("(?:[^"\\]|\\.)*"|\S*)/g)];
  if (!/(^|\s)(level|lvl)=/.test(line)) return { text: line };
  return Object.fromEntries(pairs.map(([, key = "", value = ""]) => [key, unquoted(value)]));
}

function unquoted(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/g, "$1") : value;
}
