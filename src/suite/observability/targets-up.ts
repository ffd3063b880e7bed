import type { Identity, WatchedTarget } from "../../brokers/watched.ts";
import type { Scalar } from "../../plan/expectation.ts";
import type { ScrapeTarget, Series } from "../../watchers/prometheus-answers.ts";

/** How Prometheus sees what it scrapes. */
export interface TargetsUp {
  /** Jobs and services without a target, and targets that are not up or tell of another one, each with the reason. */
  notUp: string[];
  /** For each job: its name, its targets, those of them that are up. */
  rows: Scalar[][];
}

/** A target that has to be there, since its service runs. */
export interface ExpectedTarget extends WatchedTarget {
  /** What its label says, where it tells of a broker. */
  broker?: string;
  /** By what the node is known, where it says so itself. */
  identity?: Identity;
}

/** What Prometheus is to have, and what it has. */
export interface Scraping {
  /** Jobs of its configuration. */
  jobs: readonly string[];
  targets: readonly ScrapeTarget[];
  /** Jobs that need no target, and count as soon as they have one. */
  unused?: readonly string[];
  expected?: readonly ExpectedTarget[];
  /** Series by which nodes are known, as its targets tell them. */
  identities?: readonly Series[];
}

export function targetsUp({
  jobs,
  targets,
  unused = [],
  expected = [],
  identities = [],
}: Scraping): TargetsUp {
  const of = (job: string) => targets.filter((target) => target.job === job);
  const isUp = ({ health }: ScrapeTarget) => health === "up";
  const used = jobs.filter((job) => !unused.includes(job) || of(job).length > 0);
  const without = used.filter((job) => of(job).length === 0);
  const down = targets.filter((target) => !isUp(target));
  return {
    notUp: [
      ...without.map((job) => `${job} has no target`),
      ...down.map(({ job, instance, health, lastError }) =>
        `${job} ${instance} ${health} ${lastError}`.trim(),
      ),
      ...expected.flatMap((each) => wrongWith(each, targets, identities)),
      ...toldTwice(targets, identities),
    ],
    rows: used.map((job) => [job, of(job).length, of(job).filter(isUp).length]),
  };
}

function wrongWith(
  { job, instance, service, broker, identity }: ExpectedTarget,
  targets: readonly ScrapeTarget[],
  identities: readonly Series[],
): string[] {
  const target = targets.find((each) => each.job === job && each.instance === instance);
  if (!target)
    return [`${job} has no target ${instance}: nothing is measured there of the service ${service}`];
  if (broker !== undefined && target.broker !== broker)
    return [`${job} ${instance} has the label broker ${target.broker ?? "missing"}, expected ${broker}`];
  if (!identity || target.health !== "up") return [];
  const { metric, label, value } = identity;
  const told = identities.filter(
    (each) => each.metric.__name__ === metric && each.metric.job === job && each.metric.instance === instance,
  );
  if (told.some((each) => each.metric[label] === value)) return [];
  const [other] = told;
  const seen = other ? `${label} ${other.metric[label]}` : `nothing under ${metric}`;
  return [`${job} ${instance} does not tell of ${service}: it tells ${seen}, expected ${label} ${value}`];
}

/** Labels by which nodes are known that have no name for themselves. */
const KNOWN_BY = ["run_id", "rabbitmq_node"];

/** Two targets of a job that tell of the same node. */
function toldTwice(targets: readonly ScrapeTarget[], identities: readonly Series[]): string[] {
  const isThere = ({ metric }: Series) =>
    targets.some(({ job, instance }) => job === metric.job && instance === metric.instance);
  const byNode = Map.groupBy(identities.filter(isThere), ({ metric }) => {
    const label = KNOWN_BY.find((name) => metric[name]);
    return label ? `${metric.job} ${label} ${metric[label]}` : "";
  });
  return [...byNode].flatMap(([node, all]) => {
    const instances = [...new Set(all.map(({ metric }) => metric.instance))];
    return node === "" || instances.length < 2
      ? []
      : [`${node.split(" ")[0]} ${instances.join(" and ")} tell of the same node`];
  });
}
