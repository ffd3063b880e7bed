import type { Deployment } from "../../brokers/deployment.ts";
import { EMPTY_WITHIN_MS, mustBecomeEmpty } from "../../brokers/emptying.ts";
import { openStack } from "../../brokers/open-stack.ts";
import type { Ground } from "../../faults/in-turn.ts";
import type { Stack } from "../../stack/stack.ts";
import { type Beginning, type StartedOn, startDeployment } from "./start-deployment.ts";

/** A deployment on a stack of its own, which is removed with it. */
export class DeploymentGround implements Ground {
  readonly deployment: Deployment;
  readonly #stack: Stack;
  readonly #underTest: StartedOn;
  #isRemoved = false;

  static async open(beginning: Beginning): Promise<DeploymentGround> {
    const stack = await openStack();
    try {
      const deployment = await startDeployment(stack, beginning);
      return new DeploymentGround(stack, deployment, beginning.underTest);
    } catch (thrown) {
      await beginning.underTest.keepLogs(stack.id);
      await stack[Symbol.asyncDispose]();
      throw thrown;
    }
  }

  private constructor(stack: Stack, deployment: Deployment, underTest: StartedOn) {
    this.#stack = stack;
    this.deployment = deployment;
    this.#underTest = underTest;
  }

  /** Every node is there, the broker holds no frame and no client of a load is connected. */
  async clean(): Promise<void> {
    const { broker, topology } = this.deployment;
    await this.deployment.whole();
    const remains = () => this.deployment.remains();
    await mustBecomeEmpty({ subject: `${broker.id} (${topology})`, remains }, EMPTY_WITHIN_MS.counted);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isRemoved) return;
    this.#isRemoved = true;
    await this.#underTest.keepLogs(this.#stack.id);
    await this.#stack[Symbol.asyncDispose]();
  }
}
