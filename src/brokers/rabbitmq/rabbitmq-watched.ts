import type { RunningService } from "../../stack/running-service.ts";
import type { Publish } from "../drill.ts";
import { thrownAway } from "../emptying.ts";
import { DEAD_LETTER_QUEUE } from "./names.ts";
import { NOWHERE, queueAt } from "./queue-at.ts";

const FEW = 5;

/** Frames that no queue takes, and frames among the dead letters. */
export async function rareEventsOfRabbitMQ(
  service: RunningService,
  publish: Publish,
): Promise<AsyncDisposable> {
  await publish(queueAt(service, NOWHERE), FEW);
  const dead = queueAt(service, DEAD_LETTER_QUEUE);
  await publish(dead, FEW);
  return { [Symbol.asyncDispose]: () => thrownAway(dead) };
}
