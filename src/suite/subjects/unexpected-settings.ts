import type { MemberSettings } from "../../brokers/member-settings.ts";
import { unexpectedSettings } from "../../judges/settings.ts";
import { enough } from "../../kernel/undetermined.ts";
import { allowedSettingsOf } from "../../plan/settings-file.ts";
import { type Unexpected, unexpected } from "./unexpected.ts";

/** What may be set of the server of any member. */
const OF_ALL = "process";

/**
 * Names each setting that its member neither has by itself nor plan/settings.yaml allows, with the member.
 * @param judged nodes that criteria judge of which the file says that they do; their fellows have to be like them
 * @throws Undetermined where none was read
 */
export function unexpectedOf(
  members: readonly MemberSettings[],
  judged: readonly MemberSettings[] = [],
): Unexpected {
  const found = members.flatMap(({ member, of, over, settings, defaults }) => {
    const fellow = judged.find((each) => each.of === of);
    return unexpectedSettings(settings, {
      allowed: {
        ...allowedSettingsOf(OF_ALL),
        ...allowedSettingsOf(of),
        ...(over ? allowedSettingsOf(over) : {}),
      },
      ...(defaults ? { defaults } : {}),
      ...(fellow ? { judged: fellow.settings } : {}),
    }).map(({ told }) => `${member}: ${told}`);
  });
  const read = members.reduce((sum, { settings }) => sum + Object.keys(settings).length, 0);
  enough(read, 1, "settings were read");
  return unexpected(found, { "settings read": read });
}

/** Reads the settings of nodes and does the same. @throws Undetermined where they can't be seen */
export async function unexpectedIn(
  nodes: readonly { settings(): Promise<MemberSettings> }[],
): Promise<Unexpected> {
  return unexpectedOf(await Promise.all(nodes.map((node) => node.settings())));
}
