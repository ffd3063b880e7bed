import { join } from "node:path";
import type { Kind } from "../kind.ts";

/** This machine as it is. Here npm test runs every task; what differs on other kinds is tried there. */
export const root: Kind = {
  id: "root",
  title: "Root, the engine of the machine, images built where no registry is reached",
  tasks: ["block0", "block1", "block2"],
  undetermined: [],
  make: (bench) => bench.rootWorkspace(join(bench.workshop.folderOf("root"), "broker-signoff")),
};
