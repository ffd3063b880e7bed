import type { RunningService } from "../../stack/running-service.ts";

/** The arguments of the Erlang machine in a container, a line each; everybody there may read them. */
const ASKED = `
for each in /proc/[0-9]*/cmdline; do
  case "$(tr '\\0' '\\n' <"$each" | head -n 1)" in
    */beam.smp) tr '\\0' '\\n' <"$each"; exit 0 ;;
  esac
done 2>/dev/null
echo "no Erlang machine runs" >&2
exit 1`;

const FLAG = /^-[a-z]|^--$/;

/** What a node was started with as arguments. @throws Error when they can't be read */
export async function argumentsOfNode(
  service: Pick<RunningService, "exec">,
): Promise<Record<string, string>> {
  const lines = await service.exec(["sh", "-c", ASKED]);
  return settingsOfArguments(lines.replace(/\n$/, "").split("\n"));
}

/**
 * The arguments of an Erlang machine: settings of applications by "-APPLICATION NAME", and by its flag each value that has no partner;
 * of what is named several times each value.
 */
export function settingsOfArguments(args: readonly string[]): Record<string, string> {
  // Those before it are the machine's own.
  const flags = args.slice(args.indexOf("--") + 1);
  const starts = flags.flatMap((each, index) => (FLAG.test(each) ? [index] : []));
  const groups = starts
    .map((start, index) => flags.slice(start, starts[index + 1]))
    .filter(([flag]) => flag !== "--");
  const pairs = groups.flatMap(([flag, ...values]) =>
    values.flatMap((name, at) => {
      const value = at % 2 === 0 ? values[at + 1] : undefined;
      return value === undefined ? [] : [[`${flag} ${name}`, value] as const];
    }),
  );
  const single = groups.flatMap(([flag = "", ...values]) => {
    if (values.length === 0) return [{ flag, value: "is there" }];
    return values.length % 2 === 1 ? [{ flag, value: values.at(-1) ?? "" }] : [];
  });
  // Which of two values counts is Erlang's own matter, and not the same for every application.
  const named = [...pairs.map(([flag, value]) => ({ flag, value })), ...single];
  return Object.fromEntries(
    [...Map.groupBy(named, ({ flag }) => flag)].map(([flag, each]) => [
      flag,
      [...new Set(each.map(({ value }) => value))].join("; "),
    ]),
  );
}
