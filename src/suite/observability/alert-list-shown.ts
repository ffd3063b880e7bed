import type { AlertList } from "../../watchers/dashboard-file.ts";

/** Why a list of alerts does not show all that fire. @param source the name of the data source that knows them */
export function wrongAlertList({ source, isOfFiring, most, filters }: AlertList, name: string): string[] {
  return [
    ...(source === undefined || source === "" || source === name
      ? []
      : [`asks the data source "${source}", expected "${name}"`]),
    ...(isOfFiring ? [] : ["leaves alerts that fire out"]),
    ...(most === undefined || most > 0 ? [] : [`shows at most ${most} alerts`]),
    ...filters.map((filter) => `shows some alerts alone, by its ${filter}`),
  ];
}
