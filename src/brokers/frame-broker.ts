/** What the broker said to a frame: it has it, or it will not take it (full, or not now). */
export type Answer = "confirmed" | "refused";

/**
 * Frames that a consumer has handled within that time are acknowledged together. So many milliseconds of them are delivered
 * again when it dies: few, and a command for each of them would cost as much as all else that is done to a frame.
 */
export const ACKNOWLEDGED_WITHIN_MS = 10;

export interface FramePublisher extends AsyncDisposable {
  /** Resolves with the broker's answer; rejects when the connection is lost, and the frame's fate is unknown. */
  publish(frame: Buffer): Promise<Answer>;
  /** Why a frame was last refused, in the broker's words. */
  readonly refusal: string | undefined;
}

export interface FrameConsumer extends AsyncDisposable {
  /** Why it stopped receiving, if it did. */
  readonly failure: Error | undefined;
}

/** One way to hand frames to a broker and to take them out again, with the settings that the stack promises. */
export interface FrameBroker {
  /** The destination as a message names it: "stream frames", "queue frame_queue". */
  readonly destination: string;
  openPublisher(): Promise<FramePublisher>;
  /**
   * Hands every frame to `onFrame`, then acknowledges it, {@link ACKNOWLEDGED_WITHIN_MS} afterwards (where no further frame comes
   * as soon as its broker lets it) or when it is disposed of: after a crash in between, it is delivered again.
   */
  openConsumer(onFrame: (frame: Buffer) => void): Promise<FrameConsumer>;
  /** How many frames the broker itself says it holds, delivered and not yet acknowledged ones included. */
  depth(): Promise<number>;
  /** How many consumers take frames from there right now, as far as the broker tells. */
  consumers(): Promise<number>;
}

/** A broker whose frames can be looked at without taking them. */
export interface BrowsableBroker extends FrameBroker {
  /** Connects, logs in and parts again. @throws the reason for which it could not */
  reach(): Promise<void>;
  /**
   * Shows every frame that it holds, and leaves all of them there.
   * @returns how many were shown
   */
  browse(onFrame: (frame: Buffer) => void): Promise<number>;
}
