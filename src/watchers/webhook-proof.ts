import { messageOf } from "../kernel/problem.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { DeadlinePassed, done, inTime, notYet, until } from "../kernel/wait.ts";

const LAST_LINES = 2;

/** The way from Alertmanager to the webhook and on to this process. */
export interface WebhookWay {
  /** Sends a probe from where Alertmanager runs. */
  post: () => Promise<{ exitCode: number; output: string }>;
  /** Whether the probe has been heard here. */
  hasProbe: () => boolean;
  /** How the webhook itself is: that it runs, or with what words it ended. */
  webhookState: () => Promise<string>;
}

/**
 * Proves that what Alertmanager sends arrives here, so that no test waits for alerts that cannot arrive.
 * @throws Undetermined within ten seconds, with the step that fails and the cause
 */
export async function proveWay(
  { post, hasProbe, webhookState }: WebhookWay,
  { answersWithinMs = 5_000, heardWithinMs = 5_000 } = {},
): Promise<void> {
  const broken = async (seen: string, remedy: string, cause?: unknown) =>
    new Undetermined(
      `alerts do not arrive on this host: expected a probe from Alertmanager's container to reach the webhook, saw ${seen}; the webhook's container ${await webhookState()}. What to do: ${remedy}`,
      { cause },
    );
  const sent = await answered(post, answersWithinMs);
  if (sent.exitCode !== 0) {
    throw await broken(
      sent.output,
      "let containers of one Docker network reach each other (docker network inspect, the host's firewall), and read what the webhook said above",
    );
  }
  await until("the probe is heard", { deadlineMs: heardWithinMs, everyMs: 50 }, () =>
    hasProbe() ? done(undefined) : notYet("it is not"),
  ).catch(async (thrown: unknown) => {
    if (!(thrown instanceof DeadlinePassed)) throw thrown;
    throw await broken(
      `that it was taken there, and that nothing of it came through the engine's log stream within ${heardWithinMs / 1e3} s`,
      "make the engine return the logs of a running container: docker logs --follow",
      thrown,
    );
  });
}

async function answered(
  post: WebhookWay["post"],
  withinMs: number,
): Promise<{ exitCode: number; output: string }> {
  try {
    const { exitCode, output } = await inTime("the webhook answers", withinMs, post());
    const lines = output.split("\n").flatMap((line) => line.trim() || []);
    return { exitCode, output: lines.slice(-LAST_LINES).join(" ") || `exit code ${exitCode}` };
  } catch (thrown) {
    const isLate = thrown instanceof DeadlinePassed;
    return { exitCode: 1, output: isLate ? `no answer in ${withinMs / 1e3} s` : messageOf(thrown) };
  }
}
