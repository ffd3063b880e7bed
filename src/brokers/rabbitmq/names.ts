/** The queue that the video-detection system keeps its frames in, as config/rabbitmq/definitions.json declares it. */
export const QUEUE = "frame_queue";

/** The policy that bounds it. */
export const POLICY = "frames";

/** Where its expired frames go: the exchange, and the queue that is bound to it. */
export const DEAD_LETTER_EXCHANGE = "frames.dead";
export const DEAD_LETTER_QUEUE = "frame_queue.dead";
