import type { RunningService } from "../stack/running-service.ts";
import type { Members } from "./broker.ts";

export type Labels = Readonly<Record<string, string>>;

/** Something that happened so many times, evenly over a time, in ms since 1970 by this host's clock. */
export interface Happening {
  /** The quantity that it adds to, as `watchers/quantities.ts` names it. */
  what: string;
  /** Labels that a series about it carries. */
  of: Labels;
  count: number;
  /** So many more may have happened besides; 0 without it. */
  unsure?: number;
  fromMs: number;
  toMs: number;
}

/** Between which values a quantity lies at a moment, both included, in its base unit. */
export interface KnownFigure {
  what: string;
  of: Labels;
  least: number;
  most: number;
  /** A series of it is there, whatever its value. */
  isThere?: true;
}

/** Frames of which consumers hold `held` and do not acknowledge them, and what else is to be done to a broker. */
export interface Doings {
  held: number;
}

/** A broker to which things are done whose number is known. */
export interface KnownBroker extends AsyncDisposable {
  /** Does them. Frames wait in its destination by then. */
  act(doings: Doings): Promise<Happening[]>;
  /** Waits until it says of itself what is true, since some figures of a broker are seconds old. */
  settled(): Promise<void>;
  /** What its figures have to be now, as it says itself on another way than through Prometheus. */
  figures(): Promise<KnownFigure[]>;
}

/** Where a broker runs, with all its members. */
export interface KnownGround {
  readonly service: RunningService;
  readonly members: Members;
}

export const exactly = (what: string, of: Labels, value: number): KnownFigure => ({
  ...{ what, of, least: value, most: value, isThere: true },
});

/** So much of something since the start, of which a query may look at less. */
export const upTo = (what: string, of: Labels, value: number): KnownFigure => ({
  ...{ what, of, least: 0, most: value, isThere: true },
});

export const between = (what: string, of: Labels, least: number, most: number): KnownFigure => ({
  ...{ what, of, least, most },
});

/** No further from a value than that, and not below zero. */
export const around = (what: string, of: Labels, value: number, by: number): KnownFigure =>
  between(what, of, Math.max(0, value - by), value + by);
