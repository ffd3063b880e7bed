/** A user of this machine. */
export interface User {
  name: string;
  uid: number;
  gid: number;
  home: string;
}

/** Where and as whom a command runs: in other namespaces, as another user, in a folder. Only the folder is required. */
export interface ExecutionContext {
  folder: string;
  /** The process, by its number on the machine, whose network, mounts, host name and process numbers are entered. */
  namespaceOf?: number;
  user?: User;
  /** Files that stand in for others, for the command alone: a socket where every program looks for it. */
  binds?: readonly { from: string; over: string }[];
  umask?: string;
}

const BIND = 'while [ "$1" != -- ]; do mount --bind "$1" "$2"; shift 2; done; shift; exec "$@"';
const IN_FOLDER = 'umask "$1"; cd "$2" || exit 3; shift 2; exec "$@"';

/** The command that enters the context first. The folder comes last: other mounts would lose it. */
export function commandAt(context: ExecutionContext, command: readonly string[]): string[] {
  const { folder, namespaceOf, user, binds = [], umask = "0022" } = context;
  const pairs = binds.flatMap(({ from, over }) => [from, over]);
  return [
    ...(namespaceOf === undefined ? [] : enter(namespaceOf)),
    ...(pairs.length === 0 ? [] : ["unshare", "--mount", "sh", "-c", BIND, "sh", ...pairs, "--"]),
    ...(user ? ["setpriv", `--reuid=${user.uid}`, `--regid=${user.gid}`, "--init-groups", "--"] : []),
    ...["sh", "-c", IN_FOLDER, "sh", umask, folder],
    ...command,
  ];
}

function enter(pid: number): string[] {
  return ["nsenter", `--target=${pid}`, "--net", "--mount", "--uts", "--pid", "--"];
}
