/** What the engine has of a container that is about its rights, as `docker inspect` prints it. */
export interface Privileged {
  Config: { User: string };
  HostConfig: {
    Privileged?: boolean | undefined;
    CapDrop?: unknown;
    CapAdd?: unknown;
    SecurityOpt?: unknown;
    NetworkMode?: string | undefined;
    PidMode?: string | undefined;
  };
  Mounts: readonly { Source: string }[];
}

const NO_NEW = /^no-new-privileges(:true|=true)?$/;

/** What a container may do that it does not need to, in words behind its name: "runs as root". */
export function excessOf({ Config, HostConfig, Mounts }: Privileged): string[] {
  const { Privileged, NetworkMode, PidMode } = HostConfig;
  const [user = ""] = Config.User.split(":");
  const added = texts(HostConfig.CapAdd);
  const mayGain = !texts(HostConfig.SecurityOpt).some((each) => NO_NEW.test(each));
  const excess: [boolean, string][] = [
    [Privileged === true, "is privileged"],
    [["", "0", "root"].includes(user), "runs as root"],
    [!texts(HostConfig.CapDrop).includes("ALL"), "keeps capabilities"],
    [added.length > 0, `adds ${added.join(", ")}`],
    [mayGain, "may gain privileges"],
    [NetworkMode === "host" || PidMode === "host", "shares the host's namespaces"],
    [Mounts.some(({ Source }) => Source.includes("docker.sock")), "holds the engine's socket"],
  ];
  return excess.filter(([isSo]) => isSo).map(([, what]) => what);
}

/** The engine has null for a list without entries. */
function texts(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}
