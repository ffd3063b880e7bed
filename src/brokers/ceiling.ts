import type { FrameBroker, FramePublisher } from "./frame-broker.ts";

/** How many frames a second a broker confirms when so many are always in flight: a ceiling, not a latency. */
export interface Ceiling {
  framesPerSecond: number;
  /** Processor time of this process, all threads, for each of them, in microseconds. */
  cpuUsPerFrame: number;
}

interface Sending {
  frameBytes: number;
  inFlight: number;
}

/** The ceiling over so many frames, from the first one on. */
export async function ceiling(
  broker: FrameBroker,
  { frames, ...sending }: Sending & { frames: number },
): Promise<Ceiling> {
  await using publisher = await broker.openPublisher();
  let left = frames;
  const measured = measuring();
  await keepInFlight(publisher, sending, () => {
    left -= 1;
    return left >= 0;
  });
  return measured(frames);
}

/** The ceiling in steady state: over so many seconds after a warm-up, whatever was sent before. */
export async function steadyCeiling(
  broker: Pick<FrameBroker, "openPublisher">,
  { warmupSeconds, seconds, ...sending }: Sending & { warmupSeconds: number; seconds: number },
): Promise<Ceiling> {
  await using publisher = await broker.openPublisher();
  const begunMs = performance.now() + warmupSeconds * 1e3;
  let measured: ((frames: number) => Ceiling) | undefined;
  let frames = 0;
  await keepInFlight(publisher, sending, () => {
    const now = performance.now();
    if (measured) frames += 1;
    else if (now >= begunMs) measured = measuring();
    return now < begunMs + seconds * 1e3;
  });
  if (!measured) throw new Error(`no frame was answered after ${warmupSeconds} s`);
  return measured(frames);
}

/** @param goesOn asked before each frame, and so after each answer */
async function keepInFlight(
  publisher: FramePublisher,
  { frameBytes, inFlight }: Sending,
  goesOn: () => boolean,
): Promise<void> {
  const frame = Buffer.alloc(frameBytes, 7);
  const lane = async () => {
    while (goesOn()) {
      if ((await publisher.publish(frame)) === "refused") throw new Error(`refused: ${publisher.refusal}`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
}

function measuring(): (frames: number) => Ceiling {
  const [startedMs, cpu] = [performance.now(), process.cpuUsage()];
  return (frames) => {
    const { user, system } = process.cpuUsage(cpu);
    return {
      framesPerSecond: (frames / (performance.now() - startedMs)) * 1e3,
      cpuUsPerFrame: (user + system) / frames,
    };
  };
}
