import type { Broker } from "../../brokers/broker.ts";
import { controlDiskOf } from "../../brokers/control/control-disk.ts";
import { targetOfRunning } from "../../brokers/target-from.ts";
import { HostWatch } from "../../calm/host-watch.ts";
import { confidenceOfLook } from "../../judges/looks.ts";
import type { Profile } from "../../plan/profile.ts";
import { thresholdIfAny, thresholdOf } from "../../plan/threshold-of.ts";
import { dockerDisk } from "../../stack/host-resources.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { jpegFrames } from "../../traffic/jpeg-frames.ts";
import { carryOut } from "../../traffic/load-order.ts";
import { durationFor } from "../../traffic/tolerance.ts";
import { speedAlone } from "../record/speed-alone.ts";
import type { LoadWindow } from "./load-window.ts";
import { MeasuredLoad } from "./measured-load.ts";
import type { Intended } from "./other-load.ts";
import { type Parting, partedConsumer } from "./parted-consumer.ts";
import { plannedRate } from "./planned-rate.ts";
import { ofOneProcess } from "./same-process.ts";

/** A broker under test, as a load needs it. */
export interface Loadable {
  readonly service: RunningService;
  readonly broker: Broker;
  /** The destination of its frames. */
  readonly framesAt: string;
}

/** Pictures are offered further above what has to be reached than messages are. */
const FRAMES_ABOVE = 1.1;
const SECONDS = {
  warmup: { quick: 2, hosts: 2, full: 10 },
  messages: { quick: 16 },
  frames: { quick: 36, hosts: 36, full: 120 },
};
/** Windows of a load, at most: as long as what the plan asks for is open, and the host may be calmer in the next. */
const WINDOWS = {
  messages: { quick: 3, hosts: 3, full: 2 },
  frames: { quick: 5, hosts: 5, full: 3 },
} satisfies Record<string, Record<Profile, number>>;
const MESSAGE_BYTES = 1024;

/** Open-loop loads, each run once for a broker and shared by the tests of a file. */
export class LoadBench {
  readonly #profile: Profile;
  readonly #runs = new Map<string, Promise<MeasuredLoad>>();

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  /** Small messages at the plan's rate, in the full profile for as long as the plan says. */
  messages(broker: Loadable): Promise<MeasuredLoad> {
    const seconds =
      this.#profile === "full"
        ? durationFor(thresholdOf("sustainedTime", "atLeast"))
        : SECONDS.messages.quick;
    return this.#once(`messages ${broker.broker.id}`, broker, async () => ({
      source: { frameBytes: MESSAGE_BYTES },
      framesPerSecond: plannedRate(),
      seconds,
      windows: WINDOWS.messages[this.#profile],
      rate: { atLeast: thresholdOf("sustainedRate", "atLeast") },
    }));
  }

  /** JPEG frames of real size at the plan's rate. */
  frames(broker: Loadable): Promise<MeasuredLoad> {
    const rate = thresholdOf("frameRate", "moreThan");
    const maxP99Ms = thresholdIfAny("frameLatency", "lessThan");
    return this.#once(`frames ${broker.broker.id}`, broker, async () => ({
      source: { folder: await jpegFrames() },
      framesPerSecond: rate * FRAMES_ABOVE,
      seconds: SECONDS.frames[this.#profile],
      windows: WINDOWS.frames[this.#profile],
      rate: { moreThan: rate },
      p99Ms: maxP99Ms === undefined ? undefined : { lessThan: maxP99Ms },
    }));
  }

  /** What became of frames that a consumer had in hand when it went away. */
  async partedConsumer({ broker, service, framesAt }: Loadable): Promise<Parting> {
    return await partedConsumer(await targetOfRunning(broker, service, framesAt));
  }

  #once(name: string, broker: Loadable, offer: () => Promise<Intended>): Promise<MeasuredLoad> {
    const run =
      this.#runs.get(name) ?? offer().then((each) => speedAlone(() => this.#measured(broker, each)));
    this.#runs.set(name, run);
    return run;
  }

  async #measured(broker: Loadable, intended: Intended): Promise<MeasuredLoad> {
    const confidencePercent = confidenceOfLook(intended.windows);
    const windows: [LoadWindow, ...LoadWindow[]] = [await this.#window(broker, intended)];
    for (;;) {
      const measured = new MeasuredLoad(windows, intended, { confidencePercent });
      if (!measured.isOpen || windows.length === intended.windows) return measured;
      windows.push(await this.#window(broker, intended));
    }
  }

  async #window(
    { broker, service, framesAt }: Loadable,
    { source, framesPerSecond, seconds }: Intended,
  ): Promise<LoadWindow> {
    using host = await HostWatch.around(service);
    const order = {
      mustBeFree: true,
      control: controlDiskOf((await dockerDisk())?.folder),
      target: await targetOfRunning(broker, service, framesAt),
      source,
      framesPerSecond,
      warmupSeconds: SECONDS.warmup[this.#profile],
      durationSeconds: seconds,
    };
    const { found, restarted } = await ofOneProcess(service, () => carryOut(order));
    const { control, ...run } = found;
    host[Symbol.dispose]();
    return { run, control, host: host.seconds, restarted };
  }
}
