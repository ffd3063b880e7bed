import { fillForeign } from "./foreign-frames.ts";
import { ForeignProject, isProject, removeAbandonedForeign } from "./foreign-project.ts";
import { differencesOf, type Inventory, inventoryOf, messageDifferences } from "./inventory.ts";

/** The name that the delivered compose file gives: whoever goes by it takes the canary for this stack. */
const PROJECT = "broker";

/**
 * A foreign project that stands beside a run: containers, streams, queues, databases, virtual hosts, volumes and files
 * that belong to somebody else, and have to be bit for bit the same afterwards.
 */
export class Canary implements AsyncDisposable {
  readonly project: ForeignProject;
  readonly #before: Inventory;

  /** Starts it and looks at it. Those of killed runs go first. @throws Problem when it cannot be started */
  static async start(name = PROJECT): Promise<Canary> {
    const project = await ForeignProject.start(name);
    try {
      await fillForeign(project);
      return new Canary(project, await inventoryOf(project));
    } catch (thrown) {
      await project[Symbol.asyncDispose]();
      throw thrown;
    }
  }

  /** Why there can be none on this host, if so: a project of that name is somebody's. */
  static async obstacle(name = PROJECT): Promise<string | undefined> {
    await removeAbandonedForeign();
    return (await isProject(name)) ? `this host has a Compose project ${name} already` : undefined;
  }

  private constructor(project: ForeignProject, before: Inventory) {
    this.project = project;
    this.#before = before;
  }

  /** What was touched since the start. A second look finds the traces of the first one. */
  async touched(): Promise<string[]> {
    const after = await inventoryOf(this.project);
    return [...differencesOf(this.#before, after), ...(await messageDifferences(this.project))];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.project[Symbol.asyncDispose]();
  }
}
