import type { LoadLimits, LoadVerdict } from "../src/judges/load.ts";
import { EXIT, type ExitCode } from "../src/kernel/exit-codes.mjs";
import { leastSustained } from "../src/traffic/tolerance.ts";

const CODES = { holds: EXIT.good, "does not hold": EXIT.against, undetermined: EXIT.undetermined };

/** The rate counts as kept within a thousandth: as many frames as the success rate allows to be missing. */
const RATE_TOLERANCE = 0.001;

interface Asked {
  rate: number;
  duration: number;
  maxP99Ms: number;
  minSuccess: number;
  /** Whether frames are confirmed by a replica, which says so once a second: then not every second has its frames. */
  isHa: boolean;
  /** The plan's, where it has one. */
  maxInterruptionSeconds: number | undefined;
}

/** What a load test has to reach. */
export function limitsOf({
  rate,
  duration,
  maxP99Ms,
  minSuccess,
  isHa,
  maxInterruptionSeconds,
}: Asked): LoadLimits {
  return {
    minRate: rate * (1 - RATE_TOLERANCE),
    maxP99Ms,
    minSuccessPercent: minSuccess,
    minSustainedSeconds: isHa ? undefined : leastSustained(duration),
    maxInterruptionSeconds,
  };
}

/** The exit code of a load test: 0 for one that holds, 1 for one that does not, 2 for one that does not show it. */
export function exitCodeOf({ status }: LoadVerdict): ExitCode {
  return CODES[status];
}
