import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type ComposeFile, serviceOf } from "../stack/compose-file.ts";
import { runOnce } from "../stack/one-shot.ts";

/** Where the compose file mounts config/prometheus/. */
export const MOUNTED = "/etc/prometheus";

/** One check of promtool's: what it was asked, what it printed, whether it was content. */
export interface PromtoolCheck {
  command: string;
  isGood: boolean;
  output: string;
}

/** Has the promtool of Prometheus' image check the delivered configuration with its rules, and run the rules' unit tests. */
export async function promtoolChecks(compose: ComposeFile): Promise<PromtoolCheck[]> {
  const tests = readdirSync(join(compose.root, "config/prometheus/tests")).sort();
  const commands = [
    ["promtool", "check", "config", `${MOUNTED}/prometheus.yml`],
    ["promtool", "test", "rules", ...tests.map((name) => `${MOUNTED}/tests/${name}`)],
  ];
  const check = async (command: string[]): Promise<PromtoolCheck> => {
    const { exitCode, output } = await runOnce(serviceOf(compose, "prometheus"), compose.root, command);
    return { command: command.slice(0, 3).join(" "), isGood: exitCode === 0, output };
  };
  return Promise.all(commands.map(check));
}
