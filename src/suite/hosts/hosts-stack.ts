import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deployment } from "../../brokers/deployment.ts";
import { Lab } from "../../hosts/lab/lab.ts";
import type { LabHost } from "../../hosts/lab/lab-host.ts";
import { type Clients, LabSwarmHost } from "../../hosts/lab/lab-swarm-host.ts";
import { Relays } from "../../hosts/lab/relays.ts";
import { certificatesIn } from "../../hosts/swarm/certificates.ts";
import { type Deploying, deploy } from "../../hosts/swarm/deploy.ts";
import { HOSTS_NEEDED } from "../../hosts/swarm/members-of-swarm.ts";
import { runningOn, TaskService } from "../../hosts/swarm/task-service.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import { readComposeFile, serviceOf } from "../../stack/compose-file.ts";
import { hurriedCommand } from "../../watchers/hurry.ts";
import { HurriedConfig, PACES } from "../alerting/hurried-config.ts";
import type { FaultyBroker } from "../reliability/start-deployment.ts";
import { LabWebhook } from "./lab-webhook.ts";
import type { MembersByHost } from "./spread.ts";

const STARTED_WITHIN_MS = 90_000;
/** By the plain port: what config/tls adds, and config/swarm publishes. */
const TLS_PORTS: ReadonlyMap<number, number> = new Map([
  [6379, 6390],
  [5672, 5671],
  [4222, 4222],
]);

interface Opening {
  profiles: readonly string[];
  /** Services that are not started. */
  without: readonly string[];
  tell: (line: string) => void;
}

interface Parts {
  name: string;
  lab: Lab;
  relays: Relays;
  webhook: LabWebhook;
  ca: string;
  /** All of these that end. */
  opened: AsyncDisposableStack;
}

/** Prometheus and Alertmanager with shorter times, so that a lost host does not stay away for minutes until all of its alerts have come. */
async function deployed(what: Omit<Deploying, "progress">): Promise<void> {
  using config = new HurriedConfig();
  config.pace(PACES.fifteenth);
  const { folders } = config;
  await deploy({ ...what, folders, commands: { prometheus: hurriedCommand }, progress: () => undefined });
}

/** The stack on hosts of a lab of its own, with the lab's own certificates. Its alerts come sooner than the delivered ones. */
export class HostsStack implements AsyncDisposable {
  /** In the Swarm, and of the lab. */
  readonly name: string;
  readonly lab: Lab;
  /** Where its alerts are heard. */
  readonly webhook: LabWebhook;
  readonly #opened: AsyncDisposableStack;
  readonly #hosts: Readonly<Record<Clients, readonly LabSwarmHost[]>>;
  readonly #ca: string;

  static async open(name: string, { profiles, without, tell }: Opening): Promise<HostsStack> {
    await using opened = new AsyncDisposableStack();
    const lab = opened.use(await Lab.up({ name, hosts: HOSTS_NEEDED, isKept: false, progress: tell }));
    const relays = opened.use(new Relays(lab.folder));
    const webhook = opened.use(await LabWebhook.open(lab, relays));
    const certificates = join(lab.folder, "tls");
    const [first] = lab.hosts as [LabHost];
    const at = ["--host", `unix://${first.socket}`];
    await certificatesIn(certificates, at);
    await deployed({ at, name, profiles, without, certificates, variables: webhook.variables });
    const ca = readFileSync(join(certificates, "ca.crt"), "utf8");
    return new HostsStack({ name, lab, relays, webhook, ca, opened: opened.move() });
  }

  private constructor({ name, lab, relays, webhook, ca, opened }: Parts) {
    this.name = name;
    this.lab = lab;
    this.webhook = webhook;
    this.#ca = ca;
    this.#opened = opened;
    const seenBy = (clients: Clients) =>
      lab.hosts.map((host) => new LabSwarmHost(lab, host, { relays, clients }));
    this.#hosts = { outside: seenBy("outside"), beside: seenBy("beside") };
  }

  /** Which services of these run on which host, as each host's own engine says. */
  async membersByHost(names: readonly string[]): Promise<MembersByHost> {
    const found = await Promise.all(
      this.#hosts.outside.map(async (host) => {
        const running = await runningOn(host, this.name);
        return [host.name, running.filter((name) => names.includes(name))] as const;
      }),
    );
    return new Map(found);
  }

  /** What runs on a host, members of brokers and what watches them, as its own engine says. */
  async servicesOn({ name }: Pick<LabHost, "name">): Promise<string[]> {
    return runningOn(this.#hostAt(name, "outside"), this.name);
  }

  /** Waits until these services run on a host. @throws DeadlinePassed with those that do not */
  async runOn(host: Pick<LabHost, "name">, names: readonly string[]): Promise<void> {
    const question = `${names.join(", ")} run on ${host.name}`;
    await until(question, { deadlineMs: STARTED_WITHIN_MS, everyMs: 250 }, async () => {
      const running = await this.servicesOn(host);
      const missing = names.filter((name) => !running.includes(name));
      return missing.length === 0 ? done(undefined) : notYet(`${missing.join(", ")} do not`);
    });
  }

  /** A broker with the members that run, as clients there see it. @throws DeadlinePassed for one that runs nowhere */
  async deployment(broker: FaultyBroker, clients: Clients): Promise<Deployment> {
    await this.#allRun([...broker.nodes, ...broker.witnesses]);
    const [first, ...others] = broker.nodes;
    const nodes = [
      await this.#service(first, clients),
      ...(await Promise.all(others.map((name) => this.#service(name, clients)))),
    ] as const;
    const witnesses = await Promise.all(broker.witnesses.map((name) => this.#service(name, clients)));
    return broker.deployment.of({ nodes, witnesses, disks: [] });
  }

  /** The host that a member runs on. @throws Error when there is none */
  async hostOf(name: string): Promise<LabHost> {
    const members = await this.membersByHost([name]);
    const [found] = [...members].find(([, names]) => names.length > 0) ?? [];
    const host = this.lab.hosts.find((each) => each.name === found);
    if (host) return host;
    throw new Error(`${name} runs on no host`);
  }

  /** What runs on every host, as it runs on this one. @throws Error when it does not run there */
  async onHost(name: string, { name: on }: Pick<LabHost, "name">): Promise<TaskService> {
    return this.#found(name, on, "outside");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened.disposeAsync();
  }

  /** Swarm starts a member again on its own host, some moments after that has come back. */
  async #allRun(names: readonly string[]): Promise<void> {
    await until("every member runs on a host", { deadlineMs: STARTED_WITHIN_MS, everyMs: 250 }, async () => {
      const running = [...(await this.membersByHost(names)).values()].flat();
      const missing = names.filter((name) => !running.includes(name));
      return missing.length === 0 ? done(true) : notYet(`${missing.join(", ")} run nowhere`);
    });
  }

  async #service(name: string, clients: Clients): Promise<TaskService> {
    const { name: at } = await this.hostOf(name);
    return this.#found(name, at, clients);
  }

  #hostAt(name: string, clients: Clients): LabSwarmHost {
    return this.#hosts[clients].find((each) => each.name === name) as LabSwarmHost;
  }

  #found(name: string, at: string, clients: Clients): Promise<TaskService> {
    const host = this.#hostAt(at, clients);
    const service = serviceOf(readComposeFile(), name);
    return TaskService.find({ service, stack: this.name, host, tls: { ports: TLS_PORTS, ca: this.#ca } });
  }
}
