import type { Profile } from "../../plan/profile.ts";
import { hasFaultTools } from "../../stack/fault-tools.ts";
import type { UnderTest } from "../record/under-test.ts";
import { powerCuttable } from "./disks.ts";
import { Reliability } from "./reliability.ts";

/** The fault matrix, as far as this host can do things to disks and networks. */
export async function reliabilityOnThisHost(underTest: UnderTest, profile: Profile): Promise<Reliability> {
  const hasDisks = (await powerCuttable()) === undefined;
  return new Reliability({ underTest, profile, hasDisks, hasTools: await hasFaultTools() });
}
