import type { FrameBroker } from "./frame-broker.ts";

/** How many frames a second a broker confirms when so many are always in flight: a ceiling, not a latency. */
export async function ceiling(
  broker: FrameBroker,
  { frames, frameBytes, inFlight }: { frames: number; frameBytes: number; inFlight: number },
): Promise<number> {
  await using publisher = await broker.openPublisher();
  const frame = Buffer.alloc(frameBytes, 7);
  let left = frames;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      if ((await publisher.publish(frame)) === "refused") throw new Error(`refused: ${publisher.refusal}`);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (frames / (performance.now() - started)) * 1e3;
}
