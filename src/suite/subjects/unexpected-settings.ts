import type { MemberSettings } from "../../brokers/member-settings.ts";
import { unexpectedSettings } from "../../judges/settings.ts";
import { enough } from "../../kernel/undetermined.ts";
import { allowedSettingsOf } from "../../plan/settings-file.ts";
import { type Unexpected, unexpected } from "./unexpected.ts";

/**
 * Names each setting that its member neither has by itself nor plan/settings.yaml allows, with the member.
 * @param judged the node that criteria judge of which the file says that they do; its fellows have to be like it
 * @throws Undetermined where none was read
 */
export function unexpectedOf(members: readonly MemberSettings[], judged?: MemberSettings): Unexpected {
  const found = members.flatMap(({ member, of, over, settings, defaults }) =>
    unexpectedSettings(settings, {
      allowed: { ...allowedSettingsOf(of), ...(over ? allowedSettingsOf(over) : {}) },
      ...(defaults ? { defaults } : {}),
      ...(judged?.of === of ? { judged: judged.settings } : {}),
    }).map(({ told }) => `${member}: ${told}`),
  );
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
