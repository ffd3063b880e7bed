import { execa } from "execa";
import { within } from "./space.ts";

/** What became of echo requests from one host to another. */
export interface RoundTrip {
  sent: number;
  received: number;
  /** Of the fastest answer, and of all on average; infinite where none came. */
  leastMs: number;
  meanMs: number;
}

/** Sends so many echo requests from a host, 5 ms apart, and waits a second for the last answer. @param init its first process */
export async function roundTrip(init: number, address: string, requests: number): Promise<RoundTrip> {
  const command = ["ping", "-q", "-n", "-c", String(requests), "-i", "0.005", "-W", "1", address];
  const [file = "", ...args] = within(init, command);
  // It fails where no answer came, and says so.
  const { stdout } = await execa(file, args, { stdin: "ignore", reject: false, env: { LC_ALL: "C" } });
  return readRoundTrip(stdout);
}

/** Reads the summary of ping. @throws Error for another text */
export function readRoundTrip(summary: string): RoundTrip {
  const counts = /(\d+) packets transmitted, (\d+) received/.exec(summary);
  if (!counts) throw new Error(`ping said: ${summary.trim() || "nothing"}`);
  const [, least = Number.POSITIVE_INFINITY, mean = Number.POSITIVE_INFINITY] =
    /^rtt min\/avg\/\S+ = ([\d.]+)\/([\d.]+)\//m.exec(summary) ?? [];
  return {
    sent: Number(counts[1]),
    received: Number(counts[2]),
    leastMs: Number(least),
    meanMs: Number(mean),
  };
}
