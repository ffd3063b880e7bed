import { Undetermined } from "../../kernel/undetermined.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { AS_DELIVERED, type Destinations } from "../destinations.ts";
import { STREAM } from "./names.ts";
import { RedisAdmin } from "./redis-admin.ts";
import { type BenchmarkFigure, redisBenchmark } from "./redis-benchmark.ts";
import { RedisStream } from "./redis-stream.ts";

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

  /**
   * Runs redis-benchmark and tells what it left behind in the server's own counters.
   * @throws Undetermined when it printed no figure for SET
   */
  async benchmark(options: { requests: number; tests?: string[] }): Promise<BenchmarkRun> {
    const before = await this.info();
    await using _open = await this.withoutPassword();
    const { output, figures } = await redisBenchmark(this.service, options);
    const after = await this.info();
    const set = figures.find(({ test }) => test === "SET");
    if (!set) throw new Undetermined(`redis-benchmark printed no figure for SET: ${output}`);
    const more = (field: string) => Number(after[field]) - Number(before[field]);
    return {
      output,
      set,
      marks: {
        errors: more("total_error_replies"),
        "rejected connections": more("rejected_connections"),
        "evicted keys": more("evicted_keys"),
        "memory %": (Number(after.used_memory_peak) / Number(after.maxmemory)) * 100,
      },
    };
  }
}

export interface BenchmarkRun {
  output: string;
  set: BenchmarkFigure;
  /** What the load did to the server: replies with an error, refused connections, evictions, peak memory of maxmemory. */
  marks: Record<string, number>;
}
