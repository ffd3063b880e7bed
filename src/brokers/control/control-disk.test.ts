import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import { controlDiskOf } from "./control-disk.ts";

test("the control writes into the engine's own folder, where it may", () => {
  const root = scratchFolder("engine-");

  expect(controlDiskOf(root)).toEqual({ folder: root, isTheBrokersDisk: true });
});

test("where it may not, another folder of the same disk is as good", () => {
  const [elsewhere, temporary] = ["/dev", scratchFolder("temporary-")];
  // Nobody can write below a file, whoever he is.
  const root = join(temporary, "closed");
  writeFileSync(root, "");
  expect(statSync(elsewhere).dev).not.toBe(statSync(temporary).dev);

  expect(controlDiskOf(root, [elsewhere, temporary])).toEqual({ folder: temporary, isTheBrokersDisk: true });
});

test.for(["/dev/null", "/does/not/exist", undefined])(
  "a disk that is not the broker's is not called so: %s",
  (root) => {
    const temporary = scratchFolder("temporary-");

    expect(controlDiskOf(root, ["/does/not/exist/either", temporary])).toEqual({
      folder: temporary,
      isTheBrokersDisk: false,
    });
  },
);
