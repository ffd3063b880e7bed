/** What keeps a test from being made, which is no fault of what it tests. */
export interface Obstacle {
  /**
   * *profile*: too short for it; *selection*: the user asked for a part only; *target*: what is deployed does not offer it;
   * *host*: this machine does not; *image*: an image is not on it; *other*: nobody said.
   */
  kind: "profile" | "selection" | "target" | "host" | "image" | "other";
  /** What it is and, where there is something, what to do about it. */
  text: string;
}
