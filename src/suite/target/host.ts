import { readComposeFile } from "../../stack/compose-file.ts";
import { heldPorts, hostPortsOf } from "../../stack/host-ports.ts";
import { availableMemoryGib, dockerDisk } from "../../stack/host-resources.ts";

/** The machine that the stack is to run on. */
export const host = {
  /** Who holds a port that the compose file publishes, this very stack left out. */
  async foreignPortHolders() {
    const compose = readComposeFile();
    const held = await heldPorts(hostPortsOf(compose), compose.root);
    return held.filter(({ isThisStack }) => !isThisStack);
  },
  /** How many ports the compose file publishes. */
  publishedPorts: () => hostPortsOf(readComposeFile()).length,
  availableMemoryGib,
  dockerDisk,
};
