import type { RunningService } from "../../stack/running-service.ts";
import type { Publish } from "../drill.ts";
import { thrownAway } from "../emptying.ts";
import { RabbitMQSubject } from "./rabbitmq-subject.ts";

const FEW = 5;

/** Frames that no queue takes, and frames among the dead letters. */
export async function rareEventsOfRabbitMQ(
  service: RunningService,
  publish: Publish,
): Promise<AsyncDisposable> {
  const { nowhere, deadLetters } = new RabbitMQSubject(service);
  await publish(nowhere, FEW);
  await publish(deadLetters, FEW);
  return { [Symbol.asyncDispose]: () => thrownAway(deadLetters) };
}
