/** By how many ms the clock of a thread is ahead of the run's, at least and at most; below zero it is behind. */
export interface ClockBounds {
  leastMs: number;
  mostMs: number;
}

/** What a run saw of its clocks. */
export interface RunClocks {
  /** Of each thread, by every exchange of readings with it. */
  producers: readonly ClockBounds[];
  consumers: readonly ClockBounds[];
  /** How long the run took by its own clock, and by another one of this host. */
  ranMs: number;
  hostRanMs: number;
  /** Where threads were on several hosts: whose clock is known worst, in words. Their clocks stand by each other's only within bounds. */
  acrossHosts?: string;
}

/** How well the clocks of producers and consumers agree, in ms. */
interface Agreement {
  /** How far a consumer's clock is ahead of a producer's, of the two that differ most; 0 where they may be the same. */
  differMs: number;
  /** No clock of a producer is further from one of a consumer than that. */
  withinMs: number;
  /** How far a thread's clock has at least moved while the run lasted; 0 where it may have stood. */
  movedMs: number;
}

/**
 * How far the clocks of a run may be apart, in ms, until its figures say nothing. A latency is compared with some 10 ms: a
 * twentieth of that decides no verdict that matters, and an exchange of readings between threads takes less. A rate is
 * counted by the second, of which this is a tenth.
 */
export const CLOCK_TOLERANCE_MS = { latency: 0.5, rate: 100 } as const;

/** How far two clocks of one host may go apart in a run. */
const HOST_TOLERANCE_MS = 100;

/**
 * What the bounds of all threads come to. The law: clocks differ for certain where no offset of zero explains what was read;
 * the distance is then taken from the middle of what is possible.
 */
export function agreementOf({ producers, consumers }: RunClocks): Agreement {
  const between = consumers.flatMap((consumer) =>
    producers.map((producer) => ({
      leastMs: consumer.leastMs - producer.mostMs,
      mostMs: consumer.mostMs - producer.leastMs,
    })),
  );
  const apart = between
    .filter(({ leastMs, mostMs }) => leastMs > 0 || mostMs < 0)
    .map(({ leastMs, mostMs }) => (leastMs + mostMs) / 2);
  return {
    differMs: apart.reduce((worst, each) => (Math.abs(each) > Math.abs(worst) ? each : worst), 0),
    withinMs: Math.max(0, ...between.flatMap(({ leastMs, mostMs }) => [Math.abs(leastMs), Math.abs(mostMs)])),
    movedMs: Math.max(0, ...[...producers, ...consumers].map(({ leastMs, mostMs }) => leastMs - mostMs)),
  };
}

/** Why times that one thread took and another compares say nothing, if they do not. */
export function clocksUnknown(clocks: RunClocks, toleranceMs: number): string | undefined {
  const { withinMs } = agreementOf(clocks);
  const differ = clocksDiffer(clocks, toleranceMs);
  if (differ || withinMs <= toleranceMs) return differ;
  return `the clocks of producer and consumer were not seen to agree within ${toleranceMs} ms: they may be ${ms(withinMs)} ms apart${least(clocks)}`;
}

/** The same, where clocks were seen to be wrong, and not only where nobody could tell. */
export function clocksDiffer(clocks: RunClocks, toleranceMs: number): string | undefined {
  const { ranMs, hostRanMs } = clocks;
  if (Math.abs(ranMs - hostRanMs) > HOST_TOLERANCE_MS)
    return `the clock of the load went ${seconds(ranMs)} s while the host's went ${seconds(hostRanMs)} s`;
  const { differMs, movedMs } = agreementOf(clocks);
  if (movedMs > toleranceMs)
    return `the clock of a producer or consumer moved by ${ms(movedMs)} ms while the load ran${least(clocks)}`;
  if (Math.abs(differMs) <= toleranceMs) return undefined;
  const which = differMs < 0 ? "behind" : "ahead";
  return `the clocks of producer and consumer differ by ${ms(Math.abs(differMs))} ms: the consumer's is ${which}${least(clocks)}`;
}

/** Between which values a time may lie that one host took and another compares, where the load was on several. */
export function boundAcrossHosts(clocks: RunClocks): number | undefined {
  return clocks.acrossHosts === undefined ? undefined : agreementOf(clocks).withinMs;
}

/** Why a time says nothing that is that many ms off its limit, where it is nearer to it than the clocks of its hosts are known. */
export function nearerThanKnown(clocks: RunClocks, distanceMs: number): string | undefined {
  const bound = boundAcrossHosts(clocks);
  if (bound === undefined || distanceMs > bound) return undefined;
  return `it is nearer to its limit than the clocks of the hosts are known, which is within ${bound.toFixed(2)} ms`;
}

function least({ acrossHosts }: RunClocks): string {
  return acrossHosts === undefined ? "" : `; least is known of ${acrossHosts}`;
}

function ms(value: number): string {
  return value.toFixed(1);
}

function seconds(valueMs: number): string {
  return (valueMs / 1e3).toFixed(1);
}
