import { Undetermined } from "../../kernel/undetermined.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { AS_DELIVERED, type Destinations } from "../destinations.ts";
import type { MemberSettings } from "../member-settings.ts";
import { STREAM } from "./names.ts";
import { RedisAdmin } from "./redis-admin.ts";
import { type BenchmarkFigure, type BenchmarkTail, redisBenchmark, setTail } from "./redis-benchmark.ts";
import { settingsOfNode } from "./redis-settings.ts";
import { RedisStream } from "./redis-stream.ts";

const ROUND_REQUESTS = 20_000;

/** The Redis under test: what a spec can ask of it and send through it. */
export class RedisSubject extends RedisAdmin {
  readonly #destinations: Destinations;

  /** @param destinations which streams tests may use */
  constructor(service: RunningService, destinations = AS_DELIVERED) {
    super(service);
    this.#destinations = destinations;
  }

  /** The name of the stream that the video-detection system uses, or of one in its stead. */
  get framesAt(): string {
    return this.#destinations.named(STREAM);
  }

  get frames(): RedisStream {
    return this.stream(STREAM);
  }

  /** A stream of a test's own. */
  stream(name: string): RedisStream {
    return new RedisStream({ ...this.login, stream: this.#destinations.named(name) });
  }

  /** Removes a test's own stream with what is in it. */
  async removeStream(name: string): Promise<void> {
    await this.command("DEL", this.#destinations.named(name));
  }

  /** Seconds until the system's stream goes, with every frame; nothing where it stays. */
  async framesGoIn(): Promise<number | undefined> {
    const seconds = Number(await this.command("TTL", this.framesAt));
    return seconds < 0 ? undefined : seconds;
  }

  /** Every setting in force, by its name of today, and what each would be by itself. */
  settings(): Promise<MemberSettings> {
    return settingsOfNode(this);
  }

  /** The snapshots that it has taken since it started, by rule or by command. */
  async snapshotsTaken(): Promise<number> {
    return Number((await this.info()).rdb_saves);
  }

  /**
   * Runs redis-benchmark as the plan writes it, and once more for SET alone, of which it then prints the slowest too.
   * @throws Undetermined when it printed no figure for SET
   */
  async benchmark(options: { requests: number; tests?: string[] }): Promise<BenchmarkRun> {
    await using _open = await this.withoutPassword();
    const { output, figures } = await redisBenchmark(this.service, options);
    const set = figures.find(({ test }) => test === "SET");
    if (!set) throw new Undetermined(`redis-benchmark printed no figure for SET: ${output}`);
    return { output, set, tail: await setTail(this.service) };
  }

  /** SET alone, and shorter: one of several rounds. @throws Error when redis-benchmark printed no figure for it */
  async setRound(): Promise<BenchmarkFigure> {
    await using _open = await this.withoutPassword();
    const options = { requests: ROUND_REQUESTS, tests: ["set"] };
    const { output, figures } = await redisBenchmark(this.service, options);
    const [set] = figures;
    if (!set) throw new Error(`redis-benchmark printed no figure for SET: ${output}`);
    return set;
  }
}

export interface BenchmarkRun {
  output: string;
  set: BenchmarkFigure;
  /** Of a shorter run. */
  tail: BenchmarkTail;
}
