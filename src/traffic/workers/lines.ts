import type { Readable } from "node:stream";

/** A message as a line of text. */
export function lineOf(message: unknown): string {
  return `${JSON.stringify(message)}\n`;
}

/** Hands over every message of a stream of lines. What is no message is not one of ours: a library may print. */
export function onMessages<T extends { kind: string }>(
  stream: Readable,
  onMessage: (message: T) => void,
): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const message = parsed<T>(line);
      if (message) onMessage(message);
    }
  });
}

function parsed<T extends { kind: string }>(line: string): T | undefined {
  if (!line.startsWith('{"kind":')) return undefined;
  try {
    return JSON.parse(line) as T;
  } catch {
    return undefined;
  }
}
