import type { Obstacle } from "../../kernel/obstacle.ts";
import type { Attachment, Claim, Recording } from "../../plan/record.ts";

/** An image that a spec ran, as the engine and the program in it name themselves. */
export interface UsedImage {
  service: string;
  image: string;
  /** Digest of the image's configuration, as the engine gives it. */
  imageId: string;
}

declare module "vitest" {
  interface TaskMeta {
    claims?: Claim[];
    /** What the test is skipped without, by name. */
    needs?: readonly string[];
    recorded?: Recording[];
    attached?: Attachment[];
    /** Why the test was skipped; the runner knows the text alone. */
    obstacle?: Obstacle;
    images?: UsedImage[];
    /** Versions that the running programs answered with, by name. */
    versions?: Record<string, string>;
  }
}
