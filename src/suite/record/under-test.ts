import type { TestContext } from "vitest";
import { messageOf } from "../../kernel/problem.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { TestRecorder } from "./test-recorder.ts";
import "../../report/results/task-meta.ts";

/** What the tests of a file ran on: told to the report with each test, with the logs of one that failed. */
export class UnderTest {
  readonly versions: Record<string, string> = {};
  /** Some have one name: a broker with one node, and the same one in profile ha. */
  readonly #services = new Map<string, RunningService>();

  /** Logs of containers that are gone by the time a test fails. */
  readonly #kept = new Map<RunningService, string>();

  add<T extends RunningService[]>(services: T): T {
    for (const service of services) this.#services.set(headingOf(service), service);
    return services;
  }

  /** Keeps what the services of a stack have printed, before it is removed. */
  async keepLogs(stack: string): Promise<void> {
    const ofStack = [...this.#services.values()].filter((service) => service.stack === stack);
    await Promise.all(ofStack.map(async (service) => this.#kept.set(service, await logOf(service))));
  }

  /** Tells the report what a test ran on, and fails one whose record says so. */
  async ended(task: TestContext["task"], recorder: TestRecorder): Promise<void> {
    const failed = task.result?.state === "fail";
    await this.#describe(task, recorder, { failed: failed || recorder.isFailing });
    recorder.complete({ failed });
  }

  async #describe(
    task: TestContext["task"],
    recorder: TestRecorder,
    { failed }: { failed: boolean },
  ): Promise<void> {
    task.meta.versions = { ...this.versions };
    const byName = Map.groupBy(this.#services.values(), ({ name }) => name);
    const seen = [...byName.values()].flatMap((ofName) => ofName.slice(-1));
    task.meta.images = seen
      .filter(({ imageId }) => imageId !== "")
      .map(({ name, service, imageId }) => ({
        service: name,
        image: service.image,
        imageId,
      }));
    if (!failed) return;
    for (const [name, ofName] of byName) {
      const logs = await Promise.all(ofName.map((service) => this.#kept.get(service) ?? logOf(service)));
      recorder.evidenceOfAll(`${name}.log`, logs.join("\n"));
    }
  }
}

async function logOf(service: RunningService): Promise<string> {
  const lines = await service
    .printed()
    .catch((thrown: unknown) => [`(there is no log: ${messageOf(thrown)})`]);
  return [`== ${headingOf(service)}`, ...lines, ""].join("\n");
}

/** Its name, and where it is a container of this host also which, of what stack. */
function headingOf(service: RunningService): string {
  const { name, imageId } = service;
  return imageId === "" ? name : `${name}, container ${service.id.slice(0, 12)} of ${service.stack}`;
}
