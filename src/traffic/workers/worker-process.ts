import { work } from "./worker-side.ts";

// A worker of a load as a process of its own: told what to do on stdin, it answers on stdout. A credential comes by stdin alone. It
// ends when its coordinator is gone.

process.stdin.once("end", () => process.exit());
const { stdin: input, stdout: output } = process;
const isWhole = await work({ input, output, resultFileOf: ({ resultFile }) => resultFile });
process.exit(isWhole ? 0 : 1);
