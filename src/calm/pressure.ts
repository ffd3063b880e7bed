/** @param text of a pressure file, of the host or of a control group; @returns µs in which some task had to wait, since the start */
export function stalledUs(text: string): number | undefined {
  const [, total] = /^some .*\btotal=(\d+)/m.exec(text) ?? [];
  return total === undefined ? undefined : Number(total);
}
