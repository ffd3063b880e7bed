import type { Broker } from "../../brokers/broker.ts";
import type { Destinations } from "../../brokers/destinations.ts";
import { startMembers } from "../../brokers/members.ts";
import { nats } from "../../brokers/nats/nats.ts";
import { NatsClusterSubject, NatsSubject } from "../../brokers/nats/nats-subject.ts";
import { ClusterSubject } from "../../brokers/rabbitmq/cluster-subject.ts";
import { rabbitmq } from "../../brokers/rabbitmq/rabbitmq.ts";
import { RabbitMQSubject } from "../../brokers/rabbitmq/rabbitmq-subject.ts";
import { redis } from "../../brokers/redis/redis.ts";
import { RedisSubject } from "../../brokers/redis/redis-subject.ts";
import type { Obstacle } from "../../kernel/obstacle.ts";
import type { Profile } from "../../plan/profile.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { StackUnderTest } from "../../stack/stack-under-test.ts";
import { ExporterProbe } from "../../watchers/exporter.ts";
import { PrometheusProbe } from "../../watchers/prometheus.ts";
import type { Loadable } from "../load-bench/load-bench.ts";
import type { UnderTest } from "../record/under-test.ts";
import type { ToldVersion } from "./node-version.ts";
import { rabbitmqVersion } from "./rabbitmq-version.ts";
import { redisVersion } from "./redis-version.ts";

interface SubjectsParts {
  stack: StackUnderTest;
  destinations: Destinations;
  underTest: UnderTest;
  /** Ends the test for what its target does not offer. */
  skipFor: (obstacle: Obstacle) => never;
}

type Names = [string, ...string[]];

/** What a test asks for by name: started when it first does, and told to the report. */
export class Subjects {
  readonly #parts: SubjectsParts;

  constructor(parts: SubjectsParts) {
    this.#parts = parts;
  }

  async services(...names: Names) {
    const { stack, underTest, skipFor } = this.#parts;
    const lacking = await stack.lacks(...names);
    return lacking ? skipFor(lacking) : underTest.add(await stack.start(...names));
  }

  /** A node that takes frames. */
  async broker(broker: Broker): Promise<Loadable> {
    const [service] = await this.services(broker.id);
    const framesAt = this.#parts.destinations.named(broker.destination);
    const { version, refusal } = await broker.ready(service, framesAt);
    this.#parts.underTest.versions[broker.id] = version;
    return refusal ? this.#parts.skipFor({ kind: "target", text: refusal }) : { broker, service, framesAt };
  }

  async redis(): Promise<RedisSubject> {
    return new RedisSubject((await this.broker(redis)).service, this.#parts.destinations);
  }

  /**
   * Every Redis that frames are in, the one that takes them first: of a deployed stack all that run, of one of the run's own the
   * replicas in the full profile only.
   */
  async redisNodes(profile: Profile): Promise<[RedisSubject, ...RedisSubject[]]> {
    const { stack, destinations } = this.#parts;
    const [, ...replicas] = redis.nodes;
    const first = await this.redis();
    const others = destinations.areOwn || profile === "full" ? replicas : [];
    const running = await Promise.all(others.map(async (name) => ((await stack.lacks(name)) ? [] : [name])));
    const services = await Promise.all(running.flat().map((name) => this.services(name)));
    return [first, ...services.map(([service]) => new RedisSubject(service, destinations))];
  }

  redisVersion(profile: Profile): Promise<ToldVersion> {
    return redisVersion(() => this.redisNodes(profile));
  }

  async rabbitmq(): Promise<RabbitMQSubject> {
    return new RabbitMQSubject((await this.broker(rabbitmq)).service, this.#parts.destinations);
  }

  async cluster(): Promise<ClusterSubject> {
    const nodes = await this.services(...rabbitmq.nodes);
    return new ClusterSubject(await Promise.all(nodes.map((node) => this.#rabbitmqAt(node))));
  }

  async rabbitmqVersion(): Promise<ToldVersion> {
    const told = await rabbitmqVersion(async () => {
      const [service] = await this.services(rabbitmq.id);
      return this.#rabbitmqAt(service);
    });
    this.#parts.underTest.versions.rabbitmq = told.version;
    return told;
  }

  async nats(): Promise<NatsSubject> {
    return new NatsSubject((await this.broker(nats)).service, this.#parts.destinations);
  }

  async natsCluster(): Promise<NatsClusterSubject> {
    const { stack, underTest, skipFor } = this.#parts;
    const lacking = await stack.lacks(...nats.nodes);
    if (lacking) skipFor(lacking);
    const { nodes } = await startMembers(stack, nats);
    underTest.add([...nodes]);
    const subjects = nodes.map((node) => new NatsSubject(node, this.#parts.destinations));
    for (const node of subjects) await node.answers();
    return new NatsClusterSubject(subjects as [NatsSubject, ...NatsSubject[]]);
  }

  /** Metrics at a port of a service, which takes the others to tell anything. */
  async metrics(name: string, port: number, ...others: string[]): Promise<ExporterProbe> {
    const [service] = await this.services(name, ...others);
    return new ExporterProbe(service, port);
  }

  async prometheus(): Promise<PrometheusProbe> {
    const [service] = await this.services("prometheus");
    const prometheus = new PrometheusProbe(service);
    this.#parts.underTest.versions.prometheus = await prometheus.version();
    return prometheus;
  }

  async #rabbitmqAt(service: RunningService): Promise<RabbitMQSubject> {
    const subject = new RabbitMQSubject(service, this.#parts.destinations);
    this.#parts.underTest.versions.rabbitmq = (await rabbitmq.ready(service, subject.framesAt)).version;
    return subject;
  }
}
