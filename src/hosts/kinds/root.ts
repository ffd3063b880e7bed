import { join } from "node:path";
import type { Kind } from "../kind.ts";
import { ONE_DRILL, ONE_DRILL_EXPLAINED } from "./one-drill.ts";

/** This machine as it is. */
export const root: Kind = {
  id: "root",
  title: "Root, the engine of the machine, images built where no registry is reached",
  tasks: ["block0", "block1", "block2", "block3/alerts", "overall/security", "rollback"],
  undetermined: ONE_DRILL_EXPLAINED,
  env: ONE_DRILL,
  make: (bench) => bench.rootSeat(join(bench.lab.folderOf("root"), "broker-signoff")),
};
