import { createHash } from "node:crypto";
import { closeSync, createReadStream, openSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { BrowsableBroker } from "../brokers/frame-broker.ts";
import { jsonOf } from "../kernel/json.ts";
import { Problem } from "../kernel/problem.ts";

/** How many frames there are, and one digest over all of them that does not depend on their order. */
export interface FrameTally {
  frames: number;
  /** SHA-256 over the sorted SHA-256 of each frame. */
  digest: string;
}

const lineSchema = z.strictObject({ sha256: z.string(), frame: z.base64() });

/** Writes every frame that a broker holds into a file: one JSON object on each line, with the frame's SHA-256 and its bytes. */
export async function writeFrames(
  broker: Pick<BrowsableBroker, "browse">,
  file: string,
): Promise<FrameTally> {
  const descriptor = openSync(file, "w", 0o600);
  const digests: string[] = [];
  try {
    await broker.browse((frame) => {
      const sha256 = digestOf(frame);
      digests.push(sha256);
      writeSync(descriptor, `${JSON.stringify({ sha256, frame: frame.toString("base64") })}\n`);
    });
  } finally {
    closeSync(descriptor);
  }
  return tallyOf(digests);
}

/** What a broker holds now. @returns the SHA-256 of each frame, once for every copy */
export async function digestsAt(broker: Pick<BrowsableBroker, "browse">): Promise<string[]> {
  const digests: string[] = [];
  await broker.browse((frame) => digests.push(digestOf(frame)));
  return digests;
}

/** The frames of such a file, one after the other. @throws Problem for a line that is not what was written */
export async function* readFrames(file: string): AsyncGenerator<{ sha256: string; frame: Buffer }> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file) })) {
    line += 1;
    const parsed = lineSchema.safeParse(jsonOf(text));
    const frame = Buffer.from(parsed.data?.frame ?? "", "base64");
    if (!parsed.success || digestOf(frame) !== parsed.data.sha256) {
      throw new Problem({
        subject: `${file}, line ${line}`,
        expected: "a frame whose bytes have the SHA-256 beside them",
        seen: parsed.success ? "other bytes" : "something else",
        remedy: "see whether the disk is full or failing, then run this again: it exports once more",
      });
    }
    yield { sha256: parsed.data.sha256, frame };
  }
}

export async function tallyOfFile(file: string): Promise<FrameTally> {
  const digests: string[] = [];
  for await (const { sha256 } of readFrames(file)) digests.push(sha256);
  return tallyOf(digests);
}

function tallyOf(digests: readonly string[]): FrameTally {
  const all = createHash("sha256");
  for (const digest of digests.toSorted()) all.update(digest);
  return { frames: digests.length, digest: all.digest("hex") };
}

function digestOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
