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

const FLAG = /^-[a-z]/;
/** Flags with two values that are none of an application. */
const OTHERS = new Set(["-s", "-run", "-boot_var"]);

/** The settings of applications that a node was started with as arguments. @throws Error when they can't be read */
export async function argumentsOfNode(
  service: Pick<RunningService, "exec">,
): Promise<Record<string, string>> {
  return settingsOfArguments((await service.exec(["sh", "-c", ASKED])).split("\n"));
}

/** The settings among the arguments of an Erlang machine, by "-APPLICATION NAME". */
export function settingsOfArguments(args: readonly string[]): Record<string, string> {
  // Those before it are the machine's own.
  const flags = args.slice(args.indexOf("--") + 1).filter((each) => each !== "--");
  const starts = flags.flatMap((each, index) => (FLAG.test(each) ? [index] : []));
  const pairs = starts.flatMap((start, index) => {
    const [flag = "", ...values] = flags.slice(start, starts[index + 1]);
    if (OTHERS.has(flag)) return [];
    return values.flatMap((name, at) =>
      at % 2 === 0 && at + 1 < values.length ? [[`${flag} ${name}`, values[at + 1] ?? ""] as const] : [],
    );
  });
  return Object.fromEntries(pairs);
}
