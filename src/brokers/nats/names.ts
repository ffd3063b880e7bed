import { OWN_PREFIX } from "../destinations.ts";

/** The stream that the video-detection system keeps its frames in, as config/nats/stream.json declares it. */
export const STREAM = "FRAMES";

/** The subject at which it takes them. */
export const SUBJECT = "frames";

/** The durable consumer of the AI services, as config/nats/consumer.json declares it. */
export const CONSUMER = "ai-services";

/** What the stream of a destination is called: names of streams have no dots. */
export function streamOf(destination: string): string {
  return destination.replaceAll(".", "_");
}

/** The destination of a stream. A run's own takes frames at the subject that is the destination. */
export function destinationOf({
  name,
  subjects = [],
}: {
  name: string;
  subjects?: readonly string[] | undefined;
}): string {
  const [subject = ""] = subjects;
  return subject.startsWith(`${OWN_PREFIX}.`) && streamOf(subject) === name ? subject : name;
}
