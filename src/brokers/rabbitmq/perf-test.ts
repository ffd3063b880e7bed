import { execa } from "execa";
import type { RabbitMQTarget } from "./rabbitmq-target.ts";

interface Sending {
  frames: number;
  frameBytes: number;
  inFlight: number;
}

/** Options taken from the environment carry this, so that a variable of another program is not taken for one. */
const PREFIX = "SIGNOFF_PERF_TEST_";

/**
 * RabbitMQ's own PerfTest, publishing what our ceiling publishes: persistent, mandatory, confirmed, nothing consumed. The
 * login goes to it in the environment, since every process list shows arguments.
 *
 * @param command what starts it, as in `java -jar perf-test.jar`
 * @returns frames a second, as it reports them
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
    timeout: 120_000,
  });
  return parseSendingRate(stdout);
}

/** @throws Error with the output when it holds no average */
export function parseSendingRate(output: string): number {
  const [, rate] = /sending rate avg: (\d+) msg\/s/.exec(output) ?? [];
  if (rate) return Number(rate);
  throw new Error(`PerfTest printed no sending rate: ${output.slice(-500)}`);
}

function optionsOf({ destination }: RabbitMQTarget, { frames, frameBytes, inFlight }: Sending): string[] {
  const traffic = ["--producers", "1", "--consumers", "0", "--pmessages", String(frames)];
  const message = ["--size", String(frameBytes), "--flag", "persistent", "--flag", "mandatory"];
  const destined = ["--predeclared", "--exchange", "", "--routing-key", destination, "--queue", destination];
  return [...traffic, ...message, "--confirm", String(inFlight), ...destined];
}

function uriOf({ host, port, user, password, vhost }: RabbitMQTarget): string {
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return `amqp://${login}@${host}:${port}/${encodeURIComponent(vhost)}`;
}
