import { judgeLoad } from "../../judges/load.ts";
import { Problem } from "../../kernel/problem.ts";
import { keepSecret } from "../../kernel/secrets.ts";
import { rawFiles, resultOf } from "../load-result.ts";
import { codeVersion } from "./code-version.ts";
import { ConnectedWorkplace } from "./connected-workplace.ts";
import type { FromCoordinator, RemoteOrder, ToCoordinator } from "./coordinator-messages.ts";
import { lineOf, onMessages } from "./lines.ts";
import { toldFailure } from "./told-failure.ts";
import { carryOutWithWorkers } from "./workers-order.ts";

// The coordinator of a load whose workers are on several hosts, on one of them: there it reaches them and the broker. It is told what to
// do on stdin, the credentials as well, and answers on stdout. It ends when who has asked is gone, and its workers with it.

const say = (message: FromCoordinator) => void process.stdout.write(lineOf(message));
const ordered = Promise.withResolvers<RemoteOrder>();
const stopped = new AbortController();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
process.stdin.once("end", () => process.exit());
onMessages<ToCoordinator>(process.stdin, (message) => {
  if (message.kind === "order") ordered.resolve(message);
  else stopped.abort();
});
const last = await carriedOut(await ordered.promise);
process.stdout.write(lineOf(last), () => process.exit());

async function carriedOut(remote: RemoteOrder): Promise<FromCoordinator> {
  try {
    keepSecret(remote.order.target.password);
    keepSecret(remote.key);
    mustBe(remote.version);
    await using workplace = await ConnectedWorkplace.open(Buffer.from(remote.key, "hex"), 0);
    const { order, workers, onOneHost, limits, asked } = remote;
    const run = await carryOutWithWorkers(
      order,
      { workers, workplace, onThisHost: onOneHost },
      {
        onBegin: () => say({ kind: "waits for workers", port: workplace.port }),
        onSecond: (second) => say({ kind: "second", second }),
        signal: stopped.signal,
      },
    );
    const result = resultOf(run, { asked, verdict: judgeLoad(run, limits) });
    for (const [name, text] of Object.entries(rawFiles(run))) say({ kind: "file", name, text });
    return { kind: "ended", result };
  } catch (thrown) {
    return { kind: "failed", ...toldFailure(thrown, "the load") };
  }
}

/** @throws Problem when who has asked is of another version */
function mustBe(asking: string): void {
  const version = codeVersion();
  if (version === asking) return;
  throw new Problem({
    subject: "the image of the load",
    expected: `version ${asking}, which this command has`,
    seen: `version ${version}`,
    remedy: "remove that image from the hosts and run this again: it is built anew",
  });
}
