import { execa } from "execa";
import type { RabbitMQTarget } from "./rabbitmq-target.ts";

interface Sending {
  /** It runs on a Java machine, which compiles what it does often while it does it. */
  warmupSeconds: number;
  /** Measured after that. */
  seconds: number;
  frameBytes: number;
  inFlight: number;
}

/** Options taken from the environment carry this, so that a variable of another program is not taken for one. */
const PREFIX = "SIGNOFF_PERF_TEST_";
/** How long it may take to start and to end. */
const AROUND_MS = 60_000;
/** `id: test-1, time: 5.001s, sent: 5912 msg/s, confirmed: 5908 msg/s`; from 2.20 on `time 5.001 s`. */
const SECOND =
  /time:? (?<until>[\d.]+) ?s, sent: (?<sent>[\d.]+) msg\/s(?:.*? confirmed: (?<confirmed>[\d.]+) msg\/s)?/g;

/**
 * RabbitMQ's own PerfTest, publishing what our ceiling publishes: persistent, mandatory, confirmed, nothing consumed. The
 * login goes to it in the environment, since every process list shows arguments.
 *
 * @param command what starts it, as in `java -jar perf-test.jar`
 * @returns frames a second in steady state
 */
export async function perfTestCeiling(
  command: string,
  target: RabbitMQTarget,
  sending: Sending,
): Promise<number> {
  const [file = "", ...args] = command.trim().split(/\s+/);
  const { stdout } = await execa(file, [...args, ...optionsOf(target, sending)], {
    env: { RABBITMQ_PERF_TEST_ENV_PREFIX: PREFIX, [`${PREFIX}URI`]: uriOf(target) },
    stdin: "ignore",
    timeout: (sending.warmupSeconds + sending.seconds) * 1e3 + AROUND_MS,
  });
  return steadyRate(stdout, sending);
}

/**
 * The mean of the seconds that began after the warm-up: of the frames confirmed, or sent where it does not tell that.
 * @throws Error with the output when it holds no such second
 */
export function steadyRate(
  output: string,
  { warmupSeconds, seconds }: Pick<Sending, "warmupSeconds" | "seconds">,
): number {
  const [first, end] = [warmupSeconds + 1, warmupSeconds + seconds + 1];
  const rates = [...output.matchAll(SECOND)].flatMap(({ groups: { until, sent, confirmed } = {} }) =>
    Number(until) >= first && Number(until) < end ? [Number(confirmed ?? sent)] : [],
  );
  if (rates.length > 0) return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  throw new Error(`PerfTest printed no rate of a second after its warm-up: ${output.slice(-500)}`);
}

function optionsOf(
  { destination }: RabbitMQTarget,
  { warmupSeconds, seconds, frameBytes, inFlight }: Sending,
): string[] {
  // Its last second may be cut short by the end.
  const during = ["--time", String(warmupSeconds + seconds + 1), "--interval", "1"];
  const traffic = ["--producers", "1", "--consumers", "0", ...during];
  const message = ["--size", String(frameBytes), "--flag", "persistent", "--flag", "mandatory"];
  const destined = ["--predeclared", "--exchange", "", "--routing-key", destination, "--queue", destination];
  return [...traffic, ...message, "--confirm", String(inFlight), ...destined];
}

function uriOf({ host, port, user, password, vhost }: RabbitMQTarget): string {
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return `amqp://${login}@${host}:${port}/${encodeURIComponent(vhost)}`;
}
