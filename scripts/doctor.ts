import { checkupText } from "../src/doctor/checkup.ts";
import { prerequisites } from "../src/doctor/prerequisites.ts";
import { EXIT } from "../src/kernel/exit-codes.mjs";
import { commandWith } from "./command-with.ts";
import { runCommand } from "./run-command.ts";

const program = commandWith("npm run doctor", ["npm run doctor"])
  .description("Says what this host can verify, what it cannot, and why. Changes nothing.")
  .addHelpText("after", "\nExit codes:\n  0 it can verify everything, 1 not everything");

await runCommand(program, async () => {
  const found = await prerequisites();
  console.log(checkupText(found));
  return found.every(({ isThere }) => isThere) ? EXIT.good : EXIT.against;
});
