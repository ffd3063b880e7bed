import { join } from "node:path";
import type { Kind } from "../kind.ts";

/** This machine as it is. */
export const root: Kind = {
  id: "root",
  title: "Root, the engine of the machine, images built where no registry is reached",
  tasks: ["block0", "block1", "block2", "block3/alerts", "overall/security", "rollback"],
  undetermined: [],
  make: (bench) => bench.rootSeat(join(bench.lab.folderOf("root"), "broker-signoff")),
};
