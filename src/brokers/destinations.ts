import { LABEL_HOST, LABEL_RUN, type RunIdentity } from "../kernel/run-identity.ts";

/** What the name of every destination begins with that a run has made. */
export const OWN_PREFIX = "broker-signoff";

/** Where tests send frames: stream and queue of the system itself on a stack of one's own, else some of the run's own. */
export interface Destinations {
  /** What a stream or queue of that name is called there. */
  named(destination: string): string;
  /** Whether they are made for this run, and removed with it. */
  areOwn: boolean;
}

/** Those of the video-detection system. */
export const AS_DELIVERED: Destinations = { named: (destination) => destination, areOwn: false };

/** Those of a run, which no one else uses. */
export function destinationsOf({ host, process }: RunIdentity): Destinations {
  const owner = [OWN_PREFIX, host, ...process.split("/")].join(".");
  return { named: (destination) => `${owner}.${destination}`, areOwn: true };
}

/** Whether a run made a stream or queue of that name, and which run is one of those asked for. */
export function isOwn(destination: string, isOurs: (labels: Record<string, string>) => boolean): boolean {
  const owner = ownerOf(destination);
  return owner !== undefined && isOurs(owner);
}

/** Whom a stream or queue belongs to, as labels say it of a container; `undefined` for one that no run has made. */
function ownerOf(destination: string): Record<string, string> | undefined {
  const [prefix, host = "", ...rest] = destination.split(".");
  if (prefix !== OWN_PREFIX || rest.length < 4) return undefined;
  return { [LABEL_HOST]: host, [LABEL_RUN]: rest.slice(0, 3).join("/") };
}
