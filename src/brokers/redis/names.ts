/** The stream that the video-detection system keeps its frames in. */
export const STREAM = "frames";

/** The consumer group of the AI services. */
export const GROUP = "ai-services";
