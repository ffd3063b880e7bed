/** Where the control groups of a process are, below the mounts of their hierarchies. */
export interface CgroupPaths {
  /** In the one hierarchy of version 2, which may be mounted beside those of version 1. */
  unified?: string;
  /** In the hierarchy of version 1 that counts processor time, and that one's name: "cpu,cpuacct". */
  cpuacct?: { hierarchy: string; path: string };
}

/**
 * The groups that are the container's own; a group that it shares with others says nothing about it.
 * @param text of /proc/<pid>/cgroup
 * @param id of the container
 */
export function cgroupPaths(text: string, id: string): CgroupPaths {
  const own = text.split("\n").flatMap((line) => {
    const [, hierarchy = "", path = ""] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    return path.includes(id) ? [{ hierarchy, path }] : [];
  });
  const unified = own.find(({ hierarchy }) => hierarchy === "")?.path;
  const cpuacct = own.find(({ hierarchy }) => hierarchy.split(",").includes("cpuacct"));
  return { ...(unified === undefined ? {} : { unified }), ...(cpuacct ? { cpuacct } : {}) };
}
