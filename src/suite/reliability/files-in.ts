import type { Kept, Mount, WrittenFiles } from "../../judges/placement.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { RunningService } from "../../stack/running-service.ts";

/**
 * Prints the mounts of a container, then its files with their sizes: those below the folders named, and those that a process
 * holds open to write, wherever they are. With what busybox has, too.
 */
export const LOOK = `cat /proc/self/mountinfo
echo
{
  for folder; do find "$folder" -type f 2>/dev/null; done
  ls -l /proc/[0-9]*/fd 2>/dev/null | sed -n 's|^l.w.* -> \\(/.*\\)$|\\1|p' | grep -v -E '^/(proc|sys|dev)/'
} | sort -u | tr '\\n' '\\0' | xargs -0 -r stat -c '%s %n' 2>/dev/null
true`;

/** The volumes, and the folders of the host that it may write, that the compose file gives a service. */
export function keptPlaces({ service }: Pick<RunningService, "service">): Kept[] {
  return service.volumes
    .filter(({ readOnly }) => !readOnly)
    .map(({ source, target }) => ({ name: source, target }));
}

/** The files that a service writes. @throws Undetermined where they cannot be seen */
export async function filesIn(
  service: Pick<RunningService, "name" | "run" | "service">,
): Promise<WrittenFiles> {
  const folders = keptPlaces(service).map(({ target }) => target);
  const { exitCode, output } = await service.run(["sh", "-c", LOOK, "sh", ...folders]);
  const seen = exitCode === 0 ? readLook(output) : undefined;
  if (seen && seen.mounts.length > 0) return seen;
  throw new Undetermined(`the files of ${service.name} cannot be seen: ${output.trim().slice(0, 200)}`);
}

/** What {@link LOOK} has printed. */
export function readLook(printed: string): WrittenFiles {
  const lines = printed.replaceAll("\r\n", "\n").split("\n");
  const end = lines.indexOf("");
  const sizes = lines.slice(end + 1).flatMap((line) => {
    const [, bytes, path] = /^(\d+) (\/.*)$/.exec(line) ?? [];
    return path ? [[path, Number(bytes)] as const] : [];
  });
  return { mounts: lines.slice(0, end).flatMap(mountOf), sizes: new Map(sizes) };
}

/** A line of proc(5)'s mountinfo. */
function mountOf(line: string): Mount[] {
  const [left = "", right = ""] = line.split(" - ");
  const at = left.split(" ")[4];
  const [type, source] = right.split(" ");
  return at && type && source ? [{ at: unescaped(at), type, source }] : [];
}

function unescaped(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
