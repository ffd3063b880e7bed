import type { OnOverview } from "../../brokers/drill.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { Scalar } from "../../plan/expectation.ts";
import { type Dashboard, readDashboard } from "../../watchers/dashboard-file.ts";
import type { PrometheusProbe } from "../../watchers/prometheus.ts";
import { type Tile, tilesOf } from "../../watchers/tiles.ts";

const ROW = "Overview";
const EVERY_MS = 500;
/** Longer than any fault lasts: a watch is ended, it does not end by itself. */
const WATCHES_MS = 900_000;

/** What one tile showed of a fault. */
export interface TileSeen extends OnOverview {
  fault: string;
  /** Seconds from when the fault was made until it showed that; without it, it never did. */
  after?: number;
  /** It showed that before the fault was made, so that it says nothing of the fault. */
  isOld?: true;
  /** What it showed last. */
  last: string;
}

/** The first row of the dashboard, as somebody sees it who opens the dashboard amid a fault. */
export class Overview {
  /** All that its tiles showed of faults. */
  readonly seen: TileSeen[] = [];
  readonly #prometheus: Pick<PrometheusProbe, "query">;
  readonly #panels: Dashboard["panels"];

  constructor(prometheus: Pick<PrometheusProbe, "query">, { panels }: Dashboard = readDashboard()) {
    this.#prometheus = prometheus;
    this.#panels = panels.filter(({ row }) => row === ROW);
  }

  /** Looks at the tiles of a fault that is about to be made, from now until the watch is ended. */
  async watch(fault: string, expected: readonly OnOverview[]): Promise<OverviewWatch> {
    const before = await this.#tiles(expected);
    const watched = expected.map(
      (each): TileSeen => ({
        ...each,
        ...{ fault, last: lastOf(before, each) },
        ...(isShown(before, each) ? { isOld: true } : {}),
      }),
    );
    this.seen.push(...watched);
    return new OverviewWatch(watched, () => this.#tiles(expected));
  }

  /** What the tiles of those titles show now. */
  async #tiles(expected: readonly OnOverview[]): Promise<Tile[]> {
    const titles = new Set(expected.map(({ tile }) => tile));
    const asked = this.#panels.filter(({ title }) => titles.has(title));
    const answers = await Promise.all(
      asked.flatMap((panel) =>
        panel.queries.map(async (query) => tilesOf(panel, query, await this.#prometheus.query(query.expr))),
      ),
    );
    return answers.flat();
  }
}

/** Tiles that are looked at while a fault lasts. */
export class OverviewWatch implements AsyncDisposable {
  readonly #startedMs = performance.now();
  readonly #watched: readonly TileSeen[];
  readonly #over: Promise<unknown>;
  #endsMs = Number.POSITIVE_INFINITY;
  #goOn: (() => Promise<void>) | undefined;

  constructor(watched: readonly TileSeen[], look: () => Promise<Tile[]>) {
    this.#watched = watched;
    const deadline = { deadlineMs: WATCHES_MS, everyMs: EVERY_MS };
    this.#over = until("the overview shows the fault", deadline, async () => {
      if (this.#isOver()) return done(undefined);
      await this.#goOn?.();
      this.#note(await look());
      return this.#isOver() ? done(undefined) : notYet("it does not");
    });
    // Awaited by who ends it; until then a failure must not count as one that nobody handles.
    this.#over.catch(() => undefined);
  }

  /**
   * Ends once each tile has shown what it has to, or after that time.
   * @param goOn what has to happen again and again meanwhile for the fault to go on
   */
  async end(withinMs: number, goOn?: () => Promise<void>): Promise<void> {
    this.#goOn = goOn;
    this.#endsMs = performance.now() + withinMs;
    await this.#over;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end(0);
  }

  #isOver(): boolean {
    return performance.now() >= this.#endsMs || this.#watched.every(({ after }) => after !== undefined);
  }

  #note(tiles: readonly Tile[]): void {
    for (const each of this.#watched) {
      if (each.after !== undefined) continue;
      each.last = lastOf(tiles, each);
      if (isShown(tiles, each)) each.after = (performance.now() - this.#startedMs) / 1e3;
    }
  }
}

/** A word of its own would be of another fault. */
const A_NUMBER = /^\d/;

/** Whether a tile names it in that colour, by its word where it has one, and by a number else. */
export function isShown(tiles: readonly Tile[], { tile, of, color, says }: OnOverview): boolean {
  return tiles.some(
    (each) =>
      each.title === tile &&
      each.name === of &&
      each.color === color &&
      (says === undefined ? A_NUMBER.test(each.text) : each.text === says),
  );
}

function lastOf(tiles: readonly Tile[], { tile, of }: OnOverview): string {
  const shown = tiles.find(({ title, name }) => title === tile && name === of);
  return shown ? `${shown.text}, ${shown.color}` : "not there";
}

/** The columns of the table of tiles. */
export const TILE_COLUMNS = ["fault", "tile", "of", "shown", "after"];

/** What the overview showed of the faults that were made. */
export interface OverviewFindings {
  /** How many faults it did not name as it has to. */
  unnamed: number;
  faults: number;
  /** Each tile that did not, with what it has to show and what it showed. */
  astray: string[];
  rows: Scalar[][];
}

/** A fault is named once each of its tiles has shown it, and none showed it before. */
export function overviewFindings(seen: readonly TileSeen[]): OverviewFindings {
  const isAstray = ({ after, isOld }: TileSeen) => after === undefined || isOld === true;
  const astray = seen.filter(isAstray);
  return {
    unnamed: new Set(astray.map(({ fault }) => fault)).size,
    faults: new Set(seen.map(({ fault }) => fault)).size,
    astray: astray.map(
      ({ fault, tile, of, says, color, isOld, last }) =>
        `${fault}: ${tile} of ${of} ${isOld ? `was ${last} before` : `shows ${last}`}, expected ${says ?? "its value"}, ${color}`,
    ),
    rows: seen.map(({ fault, tile, of, last, after }) => [
      ...[fault, tile, of, last],
      after === undefined ? "never" : `after ${after.toFixed(1)} s`,
    ]),
  };
}
