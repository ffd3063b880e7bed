import type { Broker } from "../../brokers/broker.ts";
import type { Deployment } from "../../brokers/deployment.ts";
import { EMPTY_WITHIN_MS, mustBecomeEmpty } from "../../brokers/emptying.ts";
import type { Ground } from "../../faults/in-turn.ts";
import { readComposeFile, serviceOf } from "../../stack/compose-file.ts";
import { exportersOf, othersThan } from "../record/started-brokers.ts";
import type { FaultyBroker, StartedOn } from "../reliability/start-deployment.ts";
import type { HostFault } from "./host-plans.ts";
import { HostsStack } from "./hosts-stack.ts";

type ByClients = Readonly<Record<HostFault["clients"], Deployment>>;

interface Opening {
  underTest: StartedOn;
  /** Told once every service runs, before members have found each other. */
  onDeployed(stack: HostsStack): Promise<void>;
}

/** Each has a name of its own, so that its logs are told from those of the one before. */
let opened = 0;

/** All brokers in scope on hosts of their own: whatever happens to a host happens to a member of each. */
export class HostsGround implements Ground {
  readonly stack: HostsStack;
  readonly #deployments: ReadonlyMap<string, ByClients>;
  readonly #underTest: StartedOn;
  #isRemoved = false;

  static async open(
    brokers: readonly FaultyBroker[],
    { underTest, onDeployed }: Opening,
  ): Promise<HostsGround> {
    opened += 1;
    const stack = await HostsStack.open(`run-${process.pid}-${opened}`, {
      profiles: [...new Set(brokers.map(profileOf))],
      without: othersThan(brokers).flatMap(servicesOf),
      tell: (line) => console.log(`hosts: ${line}`),
    });
    try {
      await onDeployed(stack);
      const deployments = new Map<string, ByClients>();
      for (const broker of brokers) {
        const [outside, beside] = await Promise.all([
          stack.deployment(broker, "outside"),
          stack.deployment(broker, "beside"),
        ]);
        underTest.add([...outside.nodes, ...outside.witnesses].map(({ service }) => service));
        await outside.whole();
        deployments.set(broker.id, { outside, beside });
        underTest.versions[broker.id] = await outside.version();
      }
      return new HostsGround(stack, deployments, underTest);
    } catch (thrown) {
      await underTest.keepLogs(stack.name);
      await stack[Symbol.asyncDispose]();
      throw thrown;
    }
  }

  private constructor(stack: HostsStack, deployments: ReadonlyMap<string, ByClients>, underTest: StartedOn) {
    this.stack = stack;
    this.#deployments = deployments;
    this.#underTest = underTest;
  }

  get isStanding(): boolean {
    return !this.#isRemoved;
  }

  deploymentOf({ id }: FaultyBroker, clients: HostFault["clients"]): Deployment {
    const deployment = this.#deployments.get(id)?.[clients];
    if (deployment) return deployment;
    throw new Error(`${id} is not on these hosts`);
  }

  /** Every member of every broker is there, and none holds a frame. */
  async clean(): Promise<void> {
    for (const [id, { outside }] of this.#deployments) {
      await outside.whole();
      const remains = () => outside.remains();
      await mustBecomeEmpty({ subject: `${id} (hosts)`, remains }, EMPTY_WITHIN_MS.counted);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isRemoved) return;
    this.#isRemoved = true;
    await this.#underTest.keepLogs(this.stack.name);
    await this.stack[Symbol.asyncDispose]();
  }
}

/** The profile of the compose file that has all members of a broker. */
function profileOf({ nodes }: FaultyBroker): string {
  const [, second = nodes[0]] = nodes;
  return serviceOf(readComposeFile({ dotEnv: false }), second).profiles[0] ?? "ha";
}

function servicesOf(broker: Broker): readonly string[] {
  return [...broker.nodes, ...broker.witnesses, ...exportersOf(broker)];
}
