/** @param text of /proc/<pid>/io; @returns bytes written to disks since its start, whenever they get there, those of its ended children included */
export function writtenBytes(text: string): number | undefined {
  const [, bytes] = /^write_bytes: (\d+)$/m.exec(text) ?? [];
  return bytes === undefined ? undefined : Number(bytes);
}
