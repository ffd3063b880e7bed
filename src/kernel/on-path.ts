import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** Where a program of that name is found first, as a shell would; `undefined` where there is none. */
export async function onPath(program: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const file = join(folder, program);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}
