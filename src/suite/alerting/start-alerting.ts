import type { Profile } from "../../plan/profile.ts";
import type { Stack } from "../../stack/stack.ts";
import { startHa, startWatched } from "../observability/start-watched.ts";
import { WatchedStack } from "../observability/watched-stack.ts";
import type { UnderTest } from "../record/under-test.ts";
import { Alerting } from "./alerting.ts";
import { type HurriedConfig, PACES } from "./hurried-config.ts";
import type { WebhookReceiver } from "./webhook-receiver.ts";

interface AlertingStart {
  stack: Stack;
  underTest: UnderTest;
  hurriedConfig: HurriedConfig;
  webhookReceiver: WebhookReceiver;
  profile: Profile;
}

/** Starts the brokers and all that watches them, with a receiver that Alertmanager reaches. */
export async function startAlerting(start: AlertingStart): Promise<Alerting> {
  const { stack, underTest, hurriedConfig, webhookReceiver: receiver, profile } = start;
  if (profile !== "full") hurriedConfig.pace(PACES.soon);
  const healthy = new WatchedStack(await startWatched(stack, underTest, hurriedConfig, receiver.variables));
  const [alertmanager] = await stack.start("alertmanager");
  await receiver.isReachedBy(alertmanager);
  return new Alerting({ healthy, receiver, profile, startHa: () => startHa(stack, underTest) });
}
