import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, type Service } from "../../stack/compose-file.ts";
import { letOthersRead, mountableFolder } from "../../stack/mountable-folder.ts";

const CONFIG = "/etc/nats";

/** What is changed in files of config/nats, by their names. */
export type Changes = Readonly<Record<string, readonly [from: string, to: string]>>;

/**
 * A service that reads a copy of its configuration with these changes. The copy goes with the run.
 * @throws Error when a file does not hold what is to be changed
 */
export function changed(shipped: Service, changes: Changes): Service {
  if (Object.keys(changes).length === 0) return shipped;
  const folder = mountableFolder();
  cpSync(join(ROOT, "config/nats"), folder, { recursive: true });
  for (const [name, [from, to]] of Object.entries(changes)) {
    const path = join(folder, name);
    const text = readFileSync(path, "utf8");
    if (!text.includes(from)) throw new Error(`config/nats/${name} does not hold "${from}" any more`);
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
  }
  letOthersRead(folder);
  const volumes = shipped.volumes.map((volume) =>
    volume.target === CONFIG ? { ...volume, source: folder } : volume,
  );
  return { ...shipped, volumes };
}
