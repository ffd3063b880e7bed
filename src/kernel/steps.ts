import { type ExecaError, execa } from "execa";
import { Listr, PRESET_TIMER } from "listr2";
import { Problem } from "./problem.ts";
import { withoutSecrets } from "./secrets.ts";

/** Shows the newest line of what a step is doing, while it does it. */
export type Progress = (line: string) => void;

/** One thing that set-up sees to. Idempotent: `ensure` first looks whether it is there, and says what it found or did. */
export interface Step {
  name: string;
  ensure(progress: Progress): Promise<string>;
}

const timer = { ...PRESET_TIMER, condition: true, field: (ms: number) => `${(ms / 1000).toFixed(1)} s` };

/** Runs the steps one after the other, each shown with its name, its result and its time. @throws Problem of the first that fails */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  let failure: unknown;
  const list = new Listr(
    steps.map(({ name, ensure }) => ({
      title: name,
      task: async (_context, task) => {
        try {
          const found = await ensure((line) => {
            task.output = line;
          });
          task.title = withoutSecrets(`${name}: ${found}`);
        } catch (thrown) {
          failure = thrown;
          throw new Error("see below");
        }
      },
    })),
    { registerSignalListeners: false, rendererOptions: { timer }, fallbackRendererOptions: { timer } },
  );
  await list.run().catch((thrown: unknown) => {
    throw failure ?? thrown;
  });
}

const LAST_LINES = 12;

/**
 * Runs a program to its end, its newest line as the progress.
 * @throws Problem with the last lines that it printed; a full disk is named as what it is
 */
export async function runProgram(
  subject: string,
  [file = "", ...args]: readonly string[],
  { progress, env = {} }: { progress?: Progress; env?: Record<string, string> } = {},
): Promise<string> {
  const running = execa(file, args, { env, all: true, stdin: "ignore" });
  if (progress && process.stdout.isTTY) showLines(running.all, progress);
  try {
    return (await running).stdout;
  } catch (thrown) {
    const { all, shortMessage } = thrown as ExecaError<{ all: true }>;
    throw failed(subject, file, all || shortMessage, thrown);
  }
}

function showLines(stream: AsyncIterable<unknown>, progress: Progress): void {
  const show = async () => {
    for await (const chunk of stream) {
      const line = String(chunk).trim().split("\n").at(-1);
      if (line) progress(line.slice(0, 120));
    }
  };
  show().catch(() => undefined);
}

function failed(subject: string, file: string, output: string, cause: unknown): Problem {
  const lines = output.trim().split("\n").slice(-LAST_LINES);
  const seen = [`${file} failed, its last lines:`, ...lines].join("\n    ");
  const full = /no space left on device|disk quota exceeded/i.test(output);
  return new Problem(
    {
      subject,
      expected: full ? "room on the disk" : "it to succeed",
      seen,
      remedy: full
        ? "free some gigabytes (docker system df shows what Docker holds), then run this again: it starts over"
        : "fix what the lines name, then run this again: it goes on where it stopped",
    },
    { cause },
  );
}
