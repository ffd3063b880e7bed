import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dashboardJson } from "../dashboards/source/message-broker.ts";
import { EXIT, type ExitCode } from "../src/kernel/exit-codes.mjs";
import { commandWith } from "./command-with.ts";
import { runCommand } from "./run-command.ts";

const NAME = "dashboards/message-broker.json";
const FILE = join(import.meta.dirname, "..", NAME);

const program = commandWith("npm run dashboard", ["npm run dashboard", "npm run dashboard -- --check"])
  .description(`Writes ${NAME} from its source in dashboards/source/; Grafana reads it within seconds.`)
  .option("--check", "write nothing; exit 1 when the file is not what the source gives");

await runCommand(program, async () => {
  const text = dashboardJson();
  if (program.opts<{ check?: boolean }>().check) return check(text);
  writeFileSync(FILE, text);
  console.log(`${NAME}: written`);
  return EXIT.good;
});

function check(text: string): ExitCode {
  if (contentOf(FILE) === text) return EXIT.good;
  console.error(
    `${NAME}: expected what dashboards/source/ gives, saw something else\n  What to do: npm run dashboard`,
  );
  return EXIT.against;
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
