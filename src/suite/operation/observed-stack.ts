import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ContainerProcesses } from "../../faults/container-processes.ts";
import { messageOf } from "../../kernel/problem.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import { COMPOSE_FILE } from "../../stack/compose-cli.ts";
import { readComposeFile, type Service, whyLeftOut } from "../../stack/compose-file.ts";
import { engine } from "../../stack/engine.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { CAMERAS } from "../trial-stack/producers.ts";
import { TrialStack } from "../trial-stack/trial-stack.ts";
import { hurriedHealth } from "./hurried-health.ts";
import type { Look } from "./looks.ts";

const STARTS_WITHIN_MS = 180_000;

/** A composed copy of the stack whose every service has become healthy, and whose processes can be reached from outside. */
export class ObservedStack implements AsyncDisposable {
  readonly services: readonly RunningService[];
  readonly processes: ContainerProcesses;
  readonly #trial: TrialStack;

  /**
   * @param services of the compose file
   * @param options.isHurried health is asked for more often than delivered, by the delivered commands
   * @throws Undetermined when a service does not become healthy
   */
  static async start(
    services: readonly Service[],
    { isHurried }: { isHurried: boolean },
  ): Promise<ObservedStack> {
    const trial = await TrialStack.create();
    try {
      return await ObservedStack.#started(trial, services, isHurried);
    } catch (thrown) {
      await trial[Symbol.asyncDispose]();
      throw thrown;
    }
  }

  static async #started(
    trial: TrialStack,
    services: readonly Service[],
    isHurried: boolean,
  ): Promise<ObservedStack> {
    const file = join(trial.root, COMPOSE_FILE);
    if (isHurried) writeFileSync(file, hurriedHealth(readFileSync(file, "utf8")));
    // A frame a second keeps the cameras healthy and fills nobody's memory.
    trial.setVariable("CAPTURE_CAMERAS", "1");
    trial.setVariable("CAPTURE_RATE", "1");
    const profiles = [...new Set(services.flatMap((each) => each.profiles))];
    const names = services.map(({ name }) => name);
    const options = profiles.flatMap((profile) => ["--profile", profile]);
    // Not --wait: one look that fails while others start is enough for a hurried check.
    await trial.composed.compose(...options, "up", "-d", ...names);
    const running = (await trial.composed.running()).filter(({ name }) => names.includes(name));
    await Promise.all(running.map((service) => healthy(service, STARTS_WITHIN_MS)));
    return new ObservedStack(trial, running, await ContainerProcesses.open(trial.composed.project));
  }

  private constructor(trial: TrialStack, services: readonly RunningService[], processes: ContainerProcesses) {
    this.#trial = trial;
    this.services = services;
    this.processes = processes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.processes[Symbol.asyncDispose]();
    await this.#trial[Symbol.asyncDispose]();
  }
}

/** The services that are looked at: in profile full those of all profiles. Those without an image here are left out. */
export function observedServices({ isFull }: { isFull: boolean }): Service[] {
  const file = readComposeFile();
  return Object.values(file.services).filter(
    ({ name, profiles }) =>
      (isFull || profiles.length === 0 || name === CAMERAS) && whyLeftOut(file, name) === undefined,
  );
}

/** What the engine says of a service's health, and its last looks at it. */
export async function healthOf({
  id,
}: Pick<RunningService, "id">): Promise<{ status: string; looks: readonly Look[] }> {
  const docker = await engine();
  const { State } = await docker.getContainer(id).inspect();
  const { Status: status = "not asked for", Log: looks = [] } = State.Health ?? {};
  return { status, looks };
}

/** Waits until the engine says that a service is healthy. @throws Undetermined when it does not */
export async function healthy(service: RunningService, withinMs: number): Promise<void> {
  const deadline = { deadlineMs: withinMs, everyMs: 200 };
  await until(`${service.name} is healthy`, deadline, async () => {
    const { status, looks } = await healthOf(service);
    return status === "healthy"
      ? done(undefined)
      : notYet([status, looks.at(-1)?.Output.trim()].filter(Boolean).join(": "));
  }).catch((thrown: unknown) => {
    throw new Undetermined(messageOf(thrown), { cause: thrown });
  });
}
