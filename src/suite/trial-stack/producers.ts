import { type ComposeFile, readComposeFile } from "../../stack/compose-file.ts";
import { startedBrokers } from "../record/started-brokers.ts";

/** The service of the compose file that sends frames. */
export const CAMERAS = "rtsp-capture";

/** The services of a trial stack that send frames, of each broker one. */
export function producers(): string[] {
  return startedBrokers().map(({ id }) => producerOf(id));
}

/**
 * The service of a trial stack that sends frames to a broker.
 * @param file as it is delivered: its own cameras send to the broker that it names
 */
export function producerOf(
  broker: string,
  { services }: Pick<ComposeFile, "services"> = readComposeFile({ dotEnv: false, env: {} }),
): string {
  return broker === services[CAMERAS]?.environment.CAPTURE_BROKER ? CAMERAS : `${CAMERAS}-${broker}`;
}
