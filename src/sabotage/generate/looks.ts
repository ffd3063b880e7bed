import { COMPOSE_FILE } from "../../stack/compose-cli.ts";
import type { Mutant } from "./mutant.ts";

/** Specs that are run on a mutant, in the quick profile. */
export interface Look {
  specs: readonly string[];
  /** Only tests whose name matches. */
  tests?: string;
  /** Brokers in scope, where the delivered plan leaves them out. */
  brokers?: string;
  /** Two at once would take the host's loop devices, or the delivered ports, from each other. */
  isExclusive?: true;
  /** It starts most of the stack, so mutants go through it in groups even where it is their first. */
  isDear?: true;
}

const spec = (path: string, rest: Omit<Look, "specs"> = {}): Look => ({ specs: [`specs/${path}`], ...rest });

/** None of them measures a speed: other runs beside it would disturb that. */
const PERSISTENCE = spec("block1/persistence");
const EXPORTER = spec("block1/exporter");
const MANAGEMENT = spec("block2/management");
const POLICIES = spec("block2/policies");
const PLUGIN = spec("block2/prometheus");
const CLUSTER = spec("block2/cluster", { isDear: true });
const NATS_NODE = spec("block2/nats/node", { brokers: "nats" });
const NATS_CLUSTER = spec("block2/nats/cluster", { isDear: true, brokers: "nats" });
const RULES = spec("block3/alerts", { tests: "promtool accepts" });
const HEARD = spec("block3/alerts", { tests: "by the delivered settings" });
const LIMITS = spec("block3/alerts", { tests: "each limit of the plan" });
const ALERTS = spec("block3/alerts", { isDear: true });
const DASHBOARD = spec("block3/dashboard", { isDear: true });
const METRICS = spec("overall/observability", { isDear: true });
/** By itself: of changed targets most are not up. */
const TARGETS = spec("overall/observability");
const SECURITY = spec("overall/security", { isDear: true });
const OPERATION = spec("overall/operation", { isDear: true });
const RELIABILITY = spec("overall/reliability", { isExclusive: true, isDear: true });
const NATS_TARGETS: Look = { ...TARGETS, brokers: "nats" };
const NATS_ALERTS: Look = { ...ALERTS, brokers: "nats" };
const NATS_SECURITY: Look = { ...SECURITY, brokers: "nats" };
const NATS_RELIABILITY: Look = { ...RELIABILITY, brokers: "nats" };
const ROLLBACK = spec("rollback/drill", { isDear: true });
const COMMANDS = spec("deliverables/plan-commands", { isExclusive: true, isDear: true });

/** What looks at each part of the stack: the cheapest look first. The first that is not met has caught a mutant. */
const LOOKS = {
  redis: [PERSISTENCE, EXPORTER, OPERATION, SECURITY, RELIABILITY],
  "redis-exporter": [EXPORTER, METRICS, OPERATION, SECURITY],
  "redis ha": [SECURITY, RELIABILITY, ALERTS],
  rabbitmq: [MANAGEMENT, POLICIES, PLUGIN, OPERATION, SECURITY, RELIABILITY],
  "rabbitmq ha": [CLUSTER, SECURITY, RELIABILITY],
  // Every node has them.
  "rabbitmq cluster": [POLICIES, CLUSTER, SECURITY, RELIABILITY],
  nats: [NATS_NODE, NATS_CLUSTER, NATS_SECURITY, NATS_RELIABILITY],
  "nats ha": [NATS_CLUSTER, NATS_SECURITY, NATS_RELIABILITY],
  "nats tls": [NATS_SECURITY],
  tls: [SECURITY],
  rules: [RULES, LIMITS, HEARD, METRICS, ALERTS],
  prometheus: [HEARD, EXPORTER, PLUGIN, METRICS, OPERATION, SECURITY, ALERTS, DASHBOARD],
  "redis scraped": [EXPORTER, TARGETS, ALERTS, DASHBOARD],
  "rabbitmq scraped": [PLUGIN, TARGETS, ALERTS, DASHBOARD],
  "nats scraped": [NATS_TARGETS, NATS_ALERTS],
  scraped: [TARGETS, ALERTS, DASHBOARD],
  alertmanager: [HEARD, METRICS, OPERATION, SECURITY, ALERTS],
  grafana: [DASHBOARD, OPERATION, SECURITY],
  "rtsp-capture": [OPERATION, SECURITY, ROLLBACK],
  every: [PERSISTENCE, MANAGEMENT, EXPORTER, METRICS, OPERATION, SECURITY, RELIABILITY, ROLLBACK],
} satisfies Record<string, readonly Look[]>;

type Part = keyof typeof LOOKS;

/** By what the place of a setting ("FILE:SETTING") matches, the first that does. */
const PARTS: readonly (readonly [RegExp, Part])[] = [
  [/^config\/redis\/(?:start-sentinel|keep-following)/, "redis ha"],
  [/^config\/redis\//, "redis"],
  [/^config\/rabbitmq\/cluster\//, "rabbitmq ha"],
  [/:quorum_queue\.|:cluster_partition|:net_ticktime|:-kernel/, "rabbitmq cluster"],
  [/^config\/rabbitmq\//, "rabbitmq"],
  [/^config\/nats\//, "nats"],
  [/^config\/tls\/(?:nats|compose\.yml:services\.nats)/, "nats tls"],
  [/^config\/tls\//, "tls"],
  [/^config\/prometheus\/rules\//, "rules"],
  [/:scrape_configs\[redis\]/, "redis scraped"],
  [/:scrape_configs\[rabbitmq\]/, "rabbitmq scraped"],
  [/:scrape_configs\[nats\]/, "nats scraped"],
  [/:scrape_configs\[/, "scraped"],
  [/^config\/prometheus\//, "prometheus"],
  [/^config\/alertmanager\//, "alertmanager"],
  [/^config\/grafana\//, "grafana"],
  [/:(?:x-sentinel|(?:services|volumes)\.redis-(?:replica|sentinel))/, "redis ha"],
  [/:services\.redis-exporter/, "redis-exporter"],
  [/:(?:x-redis|(?:services|volumes)\.redis)/, "redis"],
  [/:(?:services|volumes)\.rabbitmq-\d/, "rabbitmq ha"],
  [/:(?:x-rabbitmq|(?:services|volumes)\.rabbitmq)/, "rabbitmq"],
  [/:(?:services|volumes)\.nats-\d/, "nats ha"],
  [/:(?:x-nats|(?:services|volumes)\.nats)/, "nats"],
  [/:(?:services|volumes)\.prometheus/, "prometheus"],
  [/:(?:services|volumes)\.alertmanager/, "alertmanager"],
  [/:(?:services|volumes)\.grafana/, "grafana"],
  [/:services\.rtsp-capture/, "rtsp-capture"],
];

/** The looks at a mutant, the cheapest first. */
export function looksAt({ file, setting }: Pick<Mutant, "file" | "setting">): readonly Look[] {
  const looks = LOOKS[partOf(`${file}:${setting}`)];
  // The plan's commands know services by the names and ports that the compose file gives them.
  return file === COMPOSE_FILE ? [...looks, COMMANDS] : looks;
}

/** The same words for the same look. */
export function keyOfLook({ specs, tests, brokers }: Look): string {
  return [...specs, tests, brokers && `with ${brokers}`].filter(Boolean).join(" ");
}

/** Specs that some look runs. */
export function specsOfLooks(): string[] {
  const looks = [...Object.values(LOOKS).flat(), COMMANDS];
  return [...new Set(looks.flatMap(({ specs }) => specs))];
}

function partOf(place: string): Part {
  const [, part = "every"] = PARTS.find(([pattern]) => pattern.test(place)) ?? [];
  return part;
}
