import { cpus } from "node:os";
import { join } from "node:path";
import { openStack } from "../src/brokers/open-stack.ts";
import { chosenBrokers } from "../src/compare/chosen-brokers.ts";
import { EXIT } from "../src/kernel/exit-codes.mjs";
import { mustTakeFile } from "../src/kernel/writable.ts";
import { type Measured, measured, WANTED } from "../src/scaling/measure.ts";
import { scalingTables } from "../src/scaling/table.ts";
import { setUp } from "../src/setup/set-up.ts";
import { ROOT } from "../src/stack/compose-file.ts";
import { sweepAbandoned } from "../src/stack/sweep.ts";
import { commandWith } from "./command-with.ts";
import { putIntoDocument } from "./measured-table.ts";
import { runCommand } from "./run-command.ts";
import { sweepOnSignal } from "./sweep-on-signal.ts";

const DOCUMENT = "docs/scaling.md";

const program = commandWith("npm run scaling --", [
  "npm run scaling",
  "npm run scaling -- --brokers redis",
  "npm run scaling -- --write",
])
  .description(
    "Measures what a frame takes of workers, broker and network, and says by a model what loads would need that no single host can make.",
  )
  .option("--brokers <list>", "which, with commas between", "redis,rabbitmq")
  .option("--write", `write the tables into ${DOCUMENT} as well`)
  .addHelpText(
    "after",
    "\nTakes about two minutes for each broker. Run nothing beside it.\n\nExit codes:\n  0 everything was measured, 2 a frame was not delivered, 3 could not start",
  );

await runCommand(program, async () => {
  const { brokers, write } = program.opts<{ brokers: string; write?: true }>();
  const chosen = chosenBrokers(brokers);
  if (write) mustTakeFile(join(ROOT, DOCUMENT));
  await setUp();
  sweepOnSignal();
  await sweepAbandoned();
  const all: Measured[] = [];
  for (const broker of chosen) {
    await using stack = await openStack();
    const [service] = await stack.start(broker.nodes[0]);
    await broker.ready(service, broker.destination);
    all.push(await measured(broker, service, (what) => console.error(`${what} ...`)));
  }
  const text = `On ${cpus().length} processors, ${cpus()[0]?.model ?? "unknown"}.\n\n${scalingTables(all, WANTED)}`;
  console.log(text);
  if (write) putIntoDocument(DOCUMENT, text);
  return EXIT.good;
});
