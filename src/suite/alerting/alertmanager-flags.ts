import { unexpectedSettings } from "../../judges/settings.ts";
import { allowedSettingsOf } from "../../plan/settings-file.ts";
import { isDuration, secondsOf } from "../../watchers/prometheus-duration.ts";

const ALERTMANAGER = "alertmanager";

/** Flags of Alertmanager that plan/settings.yaml does not expect, each with what it expects; lengths of time are in s. */
export function unexpectedFlags(flags: Readonly<Record<string, string>>): string[] {
  const seconds = Object.entries(flags).map(([name, value]) => [
    name,
    isDuration(value) ? String(secondsOf(value)) : value,
  ]);
  return unexpectedSettings(Object.fromEntries(seconds), { allowed: allowedSettingsOf(ALERTMANAGER) }).map(
    ({ told }) => `Alertmanager is started with ${told}`,
  );
}
