import { EXIT } from "../src/kernel/exit-codes.mjs";
import { setUp } from "../src/setup/set-up.ts";
import { commandWith } from "./command-with.ts";
import { runCommand } from "./run-command.ts";

const program = commandWith("npm run setup", ["npm run setup", "SIGNOFF_NO_INSTALL=1 npm run setup"])
  .description(
    "Makes this host able to run the specs: Docker Engine, images, Compose plugin. Does only what is missing.",
  )
  .addHelpText(
    "after",
    `
Environment:
  SIGNOFF_NO_INSTALL=1   never install packages of the operating system; say what is missing and exit 3`,
  );

await runCommand(program, async () => {
  await setUp();
  return EXIT.good;
});
