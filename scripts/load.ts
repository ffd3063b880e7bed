import { writeFileSync } from "node:fs";
import { brokerNamed, subjectOf } from "../src/brokers/all.ts";
import type { Broker, BrokerTarget } from "../src/brokers/broker.ts";
import { composedTarget, targetOfUrl } from "../src/brokers/target-from.ts";
import { callerPath } from "../src/kernel/caller-path.ts";
import { Problem } from "../src/kernel/problem.ts";
import { mustTakeFile, mustTakeFiles } from "../src/kernel/writable.ts";
import { deployedTarget } from "../src/load-jobs/deployed-target.ts";
import { thresholdIfAny, thresholdOf } from "../src/plan/threshold-of.ts";
import { readComposeFile, serviceOf } from "../src/stack/compose-file.ts";
import { mustBeHttp } from "../src/stack/endpoint-url.ts";
import { mustLeadToFolder } from "../src/stack/own-ports.ts";
import { payloadsOf } from "../src/traffic/frame-source.ts";
import { LoadMetrics } from "../src/traffic/load-metrics.ts";
import { writeFolder } from "../src/traffic/load-result.ts";
import { exitCodeOf, limitsOf } from "./load-limits.ts";
import { type LoadArguments, loadCommand } from "./load-options.ts";
import { LoadProgress } from "./load-progress.ts";
import { loadSummary } from "./load-summary.ts";
import { loadHere, loadOnSwarm, loadWithWorkers } from "./load-ways.ts";
import { runCommand } from "./run-command.ts";

const program = loadCommand({
  maxP99Ms: thresholdOf("frameLatency", "lessThan"),
  minSuccess: thresholdOf("successRate", "moreThan"),
});

await runCommand(program, async () => {
  const args = { ...program.opts<LoadArguments>(), ...perWorker(program.opts<LoadArguments>()) };
  const { url, rate, workers } = args;
  const broker = brokerNamed(args.broker);
  const [json, out] = [args.json, args.out].map((path) => path && callerPath(path));
  const isOnHosts = args.context !== undefined || args.lab !== undefined;
  const target = url
    ? targetOfUrl(broker, url)
    : await (isOnHosts ? deployedTarget(broker) : ofThisFolder(broker, args.ha ?? false));
  const source = args.frames ? { folder: callerPath(args.frames) } : { frameBytes: args.frameBytes };
  payloadsOf(source);
  if (out) mustTakeFiles(out);
  if (json) mustTakeFile(json);
  if (workers) mustTellNobody();
  else if (isOnHosts) throw noWorkers();
  else if (args.metrics !== false) mustBeHttp(args.metrics, "--metrics");
  const interrupted = new AbortController();
  const stop = () => interrupted.abort();
  const progress = new LoadProgress();
  const order = {
    ...{ target, source, framesPerSecond: rate },
    ...{ producers: args.producers, consumers: args.consumers },
    ...{ warmupSeconds: args.warmup, durationSeconds: args.duration },
    ...{ adopt: args.adopt ?? false, mustBeFree: true },
  };
  const attendance = {
    onBegin: () => {
      // A second one ends this process as usual.
      process.once("SIGINT", stop).once("SIGTERM", stop).once("SIGHUP", stop);
      console.error(describe(args, subjectOf(target)));
    },
    signal: interrupted.signal,
  };
  const isHa = args.ha ?? (isOnHosts && !url);
  const limits = limitsOf({
    ...args,
    isHa,
    maxInterruptionSeconds: thresholdIfAny("interruption", "atMost"),
  });
  const load = { order, args, limits, asked: askedOf(args), progress, attendance };
  const { result, files } = await (workers
    ? (isOnHosts ? loadOnSwarm : loadWithWorkers)(load, workers)
    : loadHere(load, args.metrics === false ? undefined : metricsTo(args.metrics, broker.id, progress)));
  progress.end();
  // Shown first: a disk that has become full must not take the result along.
  console.log(loadSummary(result));
  if (out) writeFolder(out, files, result);
  if (json) writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`);
  return exitCodeOf(result.verdict);
});

/** The broker of this folder's stack; never one that somebody else has put on its ports. @throws Problem */
async function ofThisFolder(broker: Broker, isHa: boolean): Promise<BrokerTarget> {
  const file = readComposeFile();
  const nodes = isHa ? [...broker.nodes, ...broker.witnesses] : broker.nodes.slice(0, 1);
  await mustLeadToFolder(
    nodes.map((name) => serviceOf(file, name)),
    file.root,
  );
  return composedTarget(broker, file, { isHa });
}

/** How many producers and consumers workers have, where nobody has said so. */
function perWorker({ workers }: LoadArguments): Partial<Record<"producers" | "consumers", number>> {
  if (workers === undefined) return {};
  const unsaid = (["producers", "consumers"] as const).filter(
    (name) => program.getOptionValueSource(name) === "default",
  );
  return Object.fromEntries(unsaid.map((name) => [name, workers]));
}

/** @throws Problem where somebody is to be told how a load with workers goes */
function mustTellNobody(): void {
  if (program.getOptionValueSource("metrics") !== "cli" || program.opts<LoadArguments>().metrics === false)
    return;
  throw new Problem({
    subject: "--metrics with --workers",
    expected: "one of them: Prometheus is told of a load of one process alone",
    seen: "both",
    remedy: "leave one of them out",
  });
}

function noWorkers(): Problem {
  return new Problem({
    subject: "npm run load with --context or --lab",
    expected: "how many workers to start on the hosts: --workers N",
    seen: "no --workers",
    remedy: "npm run load -- --context NAME --workers 4",
  });
}

/** What was asked for, without the URLs, which may hold a password. */
function askedOf(args: LoadArguments) {
  const {
    url: _url,
    metrics: _metrics,
    json: _json,
    out: _out,
    adopt: _adopt,
    control: _control,
    stack: _stack,
    ha,
    frameBytes,
    ...rest
  } = args;
  const asked = { ...rest, ...(ha ? { profile: "ha" } : {}) };
  return asked.frames ? asked : { ...asked, frameBytes };
}

function metricsTo(url: string, broker: string, progress: LoadProgress): LoadMetrics {
  const onFailure = (reason: string) => {
    progress.end();
    console.error(`Prometheus is not told (--metrics): ${reason}`);
  };
  return new LoadMetrics({ url, broker, onFailure });
}

function describe(args: LoadArguments, broker: string): string {
  const what = args.frames ? `pictures of ${args.frames}` : `${args.frameBytes} bytes`;
  return `${broker}: ${args.rate} frames/s of ${what}, ${args.warmup} s to warm up, ${args.duration} s measured`;
}
