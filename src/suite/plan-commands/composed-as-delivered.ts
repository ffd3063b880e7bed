import { readComposeFile } from "../../stack/compose-file.ts";
import { TrialStack } from "../trial-stack/trial-stack.ts";

/** The delivered stack under its own names and ports, as `docker compose up -d --wait` brings it up. */
export async function composedAsDelivered(): Promise<TrialStack> {
  await using undo = new AsyncDisposableStack();
  const trial = undo.use(await TrialStack.create({ isAsDelivered: true }));
  const services = Object.values(readComposeFile().services)
    .filter(({ profiles, scale }) => profiles.length === 0 && scale > 0)
    .map(({ name }) => name);
  await trial.composed.compose("up", "-d", "--wait", ...services);
  undo.move();
  return trial;
}
