import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { processes } from "systeminformation";
import { REPORTS, runFolder } from "../../report/results/run-folder.ts";
import type { ComposedStack } from "../../stack/composed-stack.ts";
import { engine } from "../../stack/engine.ts";
import { processArguments } from "../../stack/process-arguments.ts";
import { type Credentials, secretsAmong } from "./credentials.ts";
import type { FailingRuns } from "./failing-runs.ts";
import { type PlacedText, placesShowing } from "./spellings.ts";

/** Where one of these credentials can be read that should not be: logs, reports, arguments of processes, what failing runs print. */
export async function placesThatShow(
  stack: ComposedStack,
  credentials: Credentials,
  failing: FailingRuns,
): Promise<{ places: string[]; looked: number }> {
  const texts = [
    ...(await textsOfContainers(stack)),
    ...(await ofProcesses()),
    ...ofReports(),
    ...failing.printed,
  ];
  return placesShowingOf(texts, [...(await secretsAmong(credentials)), failing.secret]);
}

/** Those of the places that show one of the secrets, and how many there are. */
export function placesShowingOf(
  texts: readonly PlacedText[],
  secrets: readonly string[],
): { places: string[]; looked: number } {
  return { places: placesShowing(texts, secrets), looked: texts.length };
}

/** What others than a container read of it: its log, its command and labels, the arguments of its processes. */
export async function textsOfContainers(stack: ComposedStack): Promise<PlacedText[]> {
  const docker = await engine();
  const states = await stack.states();
  const all = await Promise.all(
    states.map(async ({ service, id, isRunning }): Promise<PlacedText[]> => {
      const container = docker.getContainer(id);
      const { Path, Args, Config } = await container.inspect();
      return [
        [`log of ${service}`, await stack.log(service)],
        [
          `command of ${service}`,
          [Path, ...Args, ...(Config.Cmd ?? []), JSON.stringify(Config.Labels)].join(" "),
        ],
        [`processes of ${service}`, isRunning ? await processArguments(container) : ""],
      ];
    }),
  );
  return all.flat();
}

async function ofProcesses(): Promise<PlacedText[]> {
  const { list } = await processes();
  return list.map(
    ({ pid, command, params }): PlacedText => [`process ${pid} of this host`, `${command} ${params}`],
  );
}

function ofReports(): PlacedText[] {
  return [REPORTS, runFolder()].flatMap((folder) =>
    globSync("**/*", { cwd: folder })
      .map((name) => join(folder, name))
      .filter((file) => statSync(file).isFile())
      .map((file): PlacedText => [file, readFileSync(file, "latin1")]),
  );
}
