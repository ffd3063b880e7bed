import { closeSync, existsSync, mkdirSync, openSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { messageOf, Problem } from "./problem.ts";

/**
 * Makes a folder where there is none, and sees that a file can be written into it: before anything is measured, not after.
 * @throws Problem when it cannot
 */
export function mustTakeFiles(folder: string): void {
  tried(folder, () => {
    mkdirSync(folder, { recursive: true });
    const trial = join(folder, `.trial-${process.pid}`);
    closeSync(openSync(trial, "w"));
    rmSync(trial);
  });
}

/** The same for one file, whose content stays as it is. @throws Problem when it cannot be written */
export function mustTakeFile(file: string): void {
  tried(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    const isNew = !existsSync(file);
    closeSync(openSync(file, "a"));
    if (isNew) rmSync(file);
  });
}

function tried(path: string, write: () => void): void {
  try {
    write();
  } catch (thrown) {
    throw new Problem(
      {
        subject: path,
        expected: "a path that this user can write",
        seen: messageOf(thrown),
        remedy:
          "give this user the right to write there, free space on the disk, or remove what is in the way",
      },
      { cause: thrown },
    );
  }
}
