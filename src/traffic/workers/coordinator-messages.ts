import type { LoadLimits } from "../../judges/load.ts";
import type { LoadOrder } from "../load-order.ts";
import type { LoadResult } from "../load-result.ts";
import type { ToldFailure } from "./told-failure.ts";
import type { WorkersSecond } from "./workers-run.ts";

/** A load that a coordinator elsewhere is to run, as plain data. Its target and its key are credentials: never print it whole. */
export interface RemoteOrder {
  order: Omit<LoadOrder, "control">;
  workers: number;
  /** How many of them may be on the coordinator's host. */
  onOneHost: number;
  limits: LoadLimits;
  asked: LoadResult["asked"];
  /** What workers show when they connect, as hexadecimal digits. */
  key: string;
  /** Of the code that asks; a coordinator of another one refuses. */
  version: string;
}

/** To a coordinator. The end of its input is the end of the load. */
export type ToCoordinator =
  | ({ kind: "order" } & RemoteOrder)
  /** Ends the sending; what is under way is drained and judged. */
  | { kind: "stop sending" };

/** From a coordinator, in this order. */
export type FromCoordinator =
  /** Nothing is in the way of the load: workers may connect at this port. */
  | { kind: "waits for workers"; port: number }
  | { kind: "second"; second: WorkersSecond }
  /** The raw figures as files, a line of text at a time where they are long. */
  | { kind: "file"; name: string; text: string }
  | { kind: "ended"; result: LoadResult }
  | ({ kind: "failed" } & ToldFailure);
