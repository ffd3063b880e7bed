import { type ControlDisk, controlDiskOf } from "../src/brokers/control/control-disk.ts";
import { judgeLoad, type LoadLimits } from "../src/judges/load.ts";
import { runSteps } from "../src/kernel/steps.ts";
import { handToHosts } from "../src/load-jobs/image-on-hosts.ts";
import { ensureLoadImage } from "../src/load-jobs/load-image.ts";
import { loadOnHosts } from "../src/load-jobs/load-on-hosts.ts";
import { dockerDisk } from "../src/stack/host-resources.ts";
import type { LoadMetrics } from "../src/traffic/load-metrics.ts";
import { carryOut, type LoadOrder } from "../src/traffic/load-order.ts";
import { type LoadResult, rawFiles, resultOf } from "../src/traffic/load-result.ts";
import { LocalWorkplace } from "../src/traffic/workers/local-workplace.ts";
import { carryOutWithWorkers } from "../src/traffic/workers/workers-order.ts";
import type { LoadArguments } from "./load-options.ts";
import type { LoadProgress } from "./load-progress.ts";
import { swarmPlace } from "./swarm-place.ts";

/** A load that was asked for, and who attends it. */
export interface AskedLoad {
  order: Omit<LoadOrder, "control">;
  args: LoadArguments;
  limits: LoadLimits;
  /** What was asked for, without a credential. */
  asked: LoadResult["asked"];
  progress: LoadProgress;
  attendance: { onBegin: () => void; signal: AbortSignal };
}

/** What a load came to, with the raw figures by the names of their files. */
interface EndedLoad {
  result: LoadResult;
  files: Readonly<Record<string, string>>;
}

/** Runs a load in this process. */
export async function loadHere(asked: AskedLoad, metrics: LoadMetrics | undefined): Promise<EndedLoad> {
  const { order, args, progress, attendance } = asked;
  const run = await carryOut(
    { ...order, control: args.control && (await controlDisk()) },
    { ...attendance, onSecond: (line, history) => progress.show(line, history), metrics },
  );
  return ended(run, asked);
}

/** Runs it with workers that are processes of this host. */
export async function loadWithWorkers(asked: AskedLoad, workers: number): Promise<EndedLoad> {
  using workplace = new LocalWorkplace();
  const run = await carryOutWithWorkers(
    asked.order,
    { workers, workplace, onThisHost: workers },
    watching(asked),
  );
  return ended(run, asked);
}

/** Runs it with workers on the hosts of a Swarm. */
export async function loadOnSwarm(asked: AskedLoad, workers: number): Promise<EndedLoad> {
  const { order, args, limits } = asked;
  const { context, lab } = args;
  const { at, engines } = swarmPlace("npm run load", { context, lab });
  let image = "";
  await runSteps([
    {
      name: "Image of the workers",
      async ensure(progress) {
        image = await ensureLoadImage(progress);
        await handToHosts(image, engines, progress);
        return image;
      },
    },
  ]);
  const stack = args.url ? undefined : args.stack;
  return loadOnHosts({ at, image, stack, order, workers, limits, asked: asked.asked }, watching(asked));
}

function watching({ attendance, progress }: AskedLoad) {
  return { ...attendance, onSecond: progress.showWorkers.bind(progress) };
}

function ended(run: Parameters<typeof resultOf>[0], { limits, asked }: AskedLoad): EndedLoad {
  return { result: resultOf(run, { asked, verdict: judgeLoad(run, limits) }), files: rawFiles(run) };
}

/** The disk of the containers, as far as there are any on this host. */
async function controlDisk(): Promise<ControlDisk> {
  return controlDiskOf((await dockerDisk().catch(() => undefined))?.folder);
}
