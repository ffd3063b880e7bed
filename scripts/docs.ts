import { once } from "node:events";
import { relative } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { serve } from "vitepress";
import { callerPath } from "../src/kernel/caller-path.ts";
import { EXIT } from "../src/kernel/exit-codes.mjs";
import { commandWith } from "./command-with.ts";
import { buildSite, SITE, SOURCE } from "./docs/build-site.ts";
import { ROOT } from "./docs/pages.ts";
import { runCommand } from "./run-command.ts";

interface DocsOptions {
  out?: string;
  serve?: boolean;
  port: number;
}

const program = commandWith("npm run docs --", [
  "npm run docs",
  "npm run docs -- --serve",
  "npm run docs -- --serve --port 8000",
])
  .description(
    "Builds the pages for readers as a site with search, in reports/docs. Neither the build nor the site needs a network.",
  )
  .option("--serve", "serve the site afterwards, to whoever reaches this host, until Ctrl-C")
  .option("--port <n>", "where it is served", port, 4173)
  .addOption(
    new Option("--out <folder>", "write the site there, replacing what is there").conflicts("serve"),
  );

await runCommand(program, async () => {
  const options = program.opts<DocsOptions>();
  const folder = options.out === undefined ? SITE : callerPath(options.out);
  await buildSite(folder);
  console.log(`${options.out ?? relative(ROOT, SITE)}: written`);
  if (!options.serve) return EXIT.good;
  const { server } = await serve({ root: SOURCE, port: options.port });
  await once(server, "close");
  return EXIT.good;
});

function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value < 2 ** 16) return value;
  throw new InvalidArgumentError("Write a whole number from 1 to 65535.");
}
