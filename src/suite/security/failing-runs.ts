import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { EXIT } from "../../kernel/exit-codes.mjs";
import { Undetermined } from "../../kernel/undetermined.ts";
import { ROOT } from "../../stack/compose-file.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { guardedBrokers } from "./access-to.ts";

const WRONG = "WRONG_PASSWORD";
const WITHIN_MS = 120_000;

/** Commands that a broker refuses for their password. */
export interface FailingRuns {
  /** The password, which nothing that they print may show. */
  secret: string;
  /** What each has printed, by what it was. */
  printed: [run: string, text: string][];
}

/**
 * Runs the load test and the sign-off of a target against brokers with a password that they refuse.
 * @throws Undetermined when one of them did not end as refused
 */
export async function failingRuns(running: readonly RunningService[]): Promise<FailingRuns> {
  const secret = `wr0ng"${randomBytes(9).toString("hex")}`;
  const folder = mkdtempSync(join(tmpdir(), "broker-signoff-failing-"));
  const printed: FailingRuns["printed"] = [];
  try {
    for (const { broker, access } of await guardedBrokers()) {
      const service = running.find(({ name }) => name === broker.nodes[0]);
      if (!service) continue;
      const { scheme, ports } = broker.url;
      const at = await service.address(ports.plain);
      const url = `${scheme}://default:${encodeURIComponent(secret)}@${at.host}:${at.port}`;
      printed.push(await refused(["load", "--broker", broker.id, "--no-metrics"], { BROKER_URL: url }));
      if (!access.addressed) continue;
      const file = join(folder, `${broker.id}.yaml`);
      writeFileSync(file, access.addressed(at, `\${${WRONG}}`));
      printed.push(await refused(["signoff", "--target", file], { [WRONG]: secret }));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { secret, printed };
}

async function refused(
  [command = "", ...args]: string[],
  env: Record<string, string>,
): Promise<[run: string, text: string]> {
  const run = `npm run ${command} with a wrong password`;
  const { all, exitCode } = await execa(process.execPath, [join(ROOT, "scripts", `${command}.ts`), ...args], {
    cwd: ROOT,
    env: { ...ofAnother(process.env), ...env },
    extendEnv: false,
    reject: false,
    all: true,
    timeout: WITHIN_MS,
  });
  return [run, asRefused(run, exitCode, all)];
}

/**
 * What a run printed that the broker has refused for its password.
 * @throws Undetermined when it ended otherwise: then it says nothing about what a refused one shows
 */
export function asRefused(run: string, exitCode: number | undefined, printed: string): string {
  if (exitCode === EXIT.couldNot && /refused the password/.test(printed)) return printed;
  throw new Undetermined(`${run} ended with ${exitCode} and not as refused: ${printed.slice(-500)}`);
}

/** Without what the runner and this run have set for their own processes. */
export function ofAnother(env: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(env).filter(([name]) => !/^(VITEST|SIGNOFF_|NODE_OPTIONS)/.test(name));
  return Object.fromEntries(entries) as Record<string, string>;
}
