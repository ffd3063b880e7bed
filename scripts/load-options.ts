import { type Command, InvalidArgumentError, Option } from "commander";
import { BROKERS } from "../src/brokers/all.ts";
import { HEADER_BYTES } from "../src/traffic/frame.ts";
import { commandWith } from "./command-with.ts";

/** The options of the load test, checked. */
export interface LoadArguments {
  /** Its id. */
  broker: string;
  rate: number;
  duration: number;
  warmup: number;
  frameBytes: number;
  frames?: string;
  producers: number;
  consumers: number;
  /** Processes that these are dealt out to; without it they are threads of this one. */
  workers?: number;
  url?: string;
  /** The Docker context of a Swarm whose hosts run the workers, or a lab of such hosts. */
  context?: string;
  lab?: string;
  /** The stack there whose broker is loaded, where no URL names another one. */
  stack: string;
  /** The composed stack runs in profile ha. */
  ha?: true;
  maxP99Ms: number;
  minSuccess: number;
  adopt?: true;
  control?: true;
  json?: string;
  out?: string;
  /** Where the figures go while the load runs; false for nowhere. */
  metrics: string | false;
}

interface Defaults {
  maxP99Ms: number;
  minSuccess: number;
}

/** @param defaults what the plan expects */
export function loadCommand(defaults: Defaults): Command {
  const command = commandWith("npm run load --", [
    "npm run load -- --broker redis --rate 1000 --duration 600",
    "npm run load -- --broker rabbitmq --rate 100 --frames ./pictures --out reports/load",
    "npm run load -- --broker redis --ha --rate 500",
  ]);
  return withWorkers(command)
    .description(
      "Sends frames to a broker at a fixed rate, takes them out again, and accounts for every one: the open-loop load test.",
    )
    .addOption(
      new Option("--broker <name>", "the broker to load")
        .choices(BROKERS.map(({ id }) => id))
        .default(BROKERS[0]?.id),
    )
    .option("--rate <n>", "frames per second, over all producers", positive, 1000)
    .option("--duration <seconds>", "how long to measure", positive, 60)
    .option("--warmup <seconds>", "traffic before that, accounted for and not timed", notNegative, 5)
    .addOption(
      new Option("--frame-bytes <n>", `size of a frame of random bytes, at least ${HEADER_BYTES}`)
        .argParser(frameSize)
        .default(1024)
        .conflicts("frames"),
    )
    .option("--frames <folder>", "send the JPEG files of this folder instead")
    .option("--producers <n>", "threads that send", count, 1)
    .option("--consumers <n>", "threads that receive", count, 1)
    .addOption(
      new Option(
        "--url <url>",
        "another broker than the composed stack's: redis://host:port/database?stream=NAME, amqp://host:port/vhost?queue=NAME; over TLS rediss:// and amqps://",
      ).env("BROKER_URL"),
    )
    .addOption(
      new Option(
        "--ha",
        "the composed stack runs in profile ha: follow its Sentinels, where a frame is confirmed once a replica has it on disk, which Redis says once a second; connect to any node of its cluster",
      ).conflicts("url"),
    )
    .option(
      "--max-p99-ms <ms>",
      "99th percentile, due to received, that does not hold",
      positive,
      defaults.maxP99Ms,
    )
    .option("--min-success <percent>", "success rate to exceed", percent, defaults.minSuccess)
    .option("--adopt", "take over frames that the broker still holds, and throw them away")
    .option(
      "--control",
      "run the same load without a broker beside it, with an fsync for its frames: what of a latency is the host's",
    )
    .option("--json <file>", "write the result as JSON")
    .option("--out <folder>", "write result, histograms (.hgrm) and timeline (.jsonl) into this folder")
    .option(
      "--metrics <url>",
      "Prometheus' remote-write receiver, told how the load goes",
      "http://127.0.0.1:9090/api/v1/write",
    )
    .option("--no-metrics", "tell no Prometheus")
    .addHelpText("after", HELP);
}

/** Where workers run. */
function withWorkers(command: Command): Command {
  return command
    .addOption(workersOption())
    .addOption(contextOption())
    .addOption(
      new Option("--lab <name>", "the same in a lab on this machine").conflicts([...ALONE, "context"]),
    )
    .option("--stack <name>", "with them: the deployed stack whose broker is loaded", "frames");
}

function workersOption(): Option {
  const told =
    "deal producers and consumers out to so many processes of this host; without their numbers each has one of both";
  return new Option("--workers <n>", told).argParser(count).conflicts("control");
}

/** What is not said to workers on other hosts: they see no file of this one, and the deployed stack runs in profile ha. */
const ALONE = ["ha", "frames", "control"];

function contextOption(): Option {
  const told = "start the --workers as a job on the hosts of this Docker context's Swarm, together";
  return new Option("--context <name>", told).conflicts(ALONE);
}

const HELP = `
A frame is due at start + k / rate; latencies run from then, whatever became of the frames before.
The rate is of the frames due in the measured window, whenever they come out; falling behind lowers it.
A worker that dies leaves its last frames unknown, and the load undetermined. Prometheus is not told of a load with --workers.
Workers on several hosts have clocks of their own: how far those are apart is measured, and a latency is told with that bound.
Credentials of the composed stack come from .env; those of another broker are best kept in BROKER_URL.

Exit codes:
  0 holds, 1 does not hold, 2 undetermined (generator overloaded, drain not ended, interrupted), 3 could not start

More examples:
  npm run load -- --broker redis --workers 2 --rate 20000
  npm run load -- --broker redis --context staging --workers 4 --rate 4000
  npm run load -- --broker rabbitmq --lab lab --workers 4
  BROKER_URL='amqp://user:password@127.0.0.1:5672/video?queue=frame_queue' npm run load -- --broker rabbitmq
  python scripts/load_test_broker.py --duration 600 --rate 1000`;

function number(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError("Write a number.");
  return value;
}

function positive(text: string): number {
  const value = number(text);
  if (value <= 0) throw new InvalidArgumentError("Write a number above 0.");
  return value;
}

function notNegative(text: string): number {
  const value = number(text);
  if (value < 0) throw new InvalidArgumentError("Write 0 or more.");
  return value;
}

function percent(text: string): number {
  const value = number(text);
  if (value < 0 || value >= 100) throw new InvalidArgumentError("Write 0 or more, and less than 100.");
  return value;
}

/** A whole number from 1 to 64. */
export function count(text: string): number {
  const value = number(text);
  if (!Number.isInteger(value) || value < 1 || value > 64) {
    throw new InvalidArgumentError("Write a whole number from 1 to 64.");
  }
  return value;
}

function frameSize(text: string): number {
  const value = number(text);
  if (!Number.isInteger(value) || value < HEADER_BYTES || value > 2 ** 27) {
    throw new InvalidArgumentError(`Write a whole number of bytes, from ${HEADER_BYTES} to ${2 ** 27}.`);
  }
  return value;
}
