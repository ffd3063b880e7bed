import type { RunningService } from "../stack/running-service.ts";

const CONFIG = "/etc/prometheus";

/** One check of promtool's: what it was asked, what it printed, whether it was content. */
export interface Verdict {
  command: string;
  isGood: boolean;
  output: string;
}

/**
 * Has the promtool of a running Prometheus check what is deployed there: the configuration with its rules, and the rules'
 * unit tests.
 */
export async function promtoolVerdicts(prometheus: RunningService): Promise<Verdict[]> {
  const listed = await prometheus.exec(["sh", "-c", `ls ${CONFIG}/tests/*.yml`]);
  const tests = listed.split("\n").filter((line) => line.trim() !== "");
  return [
    await verdict(prometheus, ["promtool", "check", "config", `${CONFIG}/prometheus.yml`]),
    await verdict(prometheus, ["promtool", "test", "rules", ...tests]),
  ];
}

async function verdict(prometheus: RunningService, command: string[]): Promise<Verdict> {
  const { exitCode, output } = await prometheus.run(command);
  return { command: command.join(" "), isGood: exitCode === 0, output };
}
