import { type Cause, causeOf, NETWORK_CAUSES } from "../kernel/causes.ts";
import { messageOf, Problem } from "../kernel/problem.ts";
import { type BrokerTarget, brokerAt, subjectOf } from "./target.ts";

const LOGIN =
  "correct user and password: in .env, in the file of addresses (--target), or in the URL that BROKER_URL holds";
const RIGHTS = "log in as a user who may send and take frames (docs/security.md)";

const REDIS_CAUSES: readonly Cause[] = [
  {
    pattern: /\b(MOVED|ASK|CLUSTERDOWN|CROSSSLOT|TRYAGAIN)\b|not allowed in cluster mode/,
    remedy: "name a Redis outside a cluster: this is a node of Redis Cluster, which is not supported",
  },
  { pattern: /READONLY/, remedy: "it is a replica: follow the Sentinels (--ha), or name the primary" },
  { pattern: /without any password configured/, remedy: "leave the password out: this Redis has none" },
  { pattern: /WRONGPASS|NOAUTH|invalid password/, remedy: LOGIN },
  { pattern: /NOPERM/, remedy: RIGHTS },
  {
    pattern: /WRONGTYPE/,
    remedy: "name another stream (?stream=NAME): the key of that name holds something else",
  },
  { pattern: /DB index is out of range/, remedy: "name a database that it has: the number behind the port" },
  { pattern: /\bLOADING\b/, remedy: "wait until it has read its data (redis-cli ping), then run this again" },
  { pattern: /MISCONF/, remedy: "look at its disk: it takes no writes because a snapshot or its log failed" },
  { pattern: /\bOOM\b/, remedy: "let consumers take frames out, or raise maxmemory: it is full" },
  {
    pattern: /MASTERDOWN|NOREPLICAS/,
    remedy: "bring primary and replicas together again (redis-cli info replication)",
  },
  { pattern: /protected mode/, remedy: "give it a password: without one it takes nobody from elsewhere" },
  { pattern: /max number of clients/, remedy: "close other connections, or raise maxclients" },
  {
    pattern: /[Ss]entinel/,
    remedy: "look whether the Sentinels run and agree: redis-cli -p 26379 sentinel masters",
  },
  {
    pattern: /Protocol error|Unknown RESP type|unexpected (reply|response)/i,
    told: "an answer that is none of Redis",
    remedy: "name the port of Redis: something else listens on this one",
  },
];

const RABBITMQ_CAUSES: readonly Cause[] = [
  { pattern: /access to \w+ '.*' refused/, remedy: RIGHTS },
  { pattern: /ACCESS[-_]REFUSED/, remedy: LOGIN },
  {
    // The client does not say why the broker would not open the connection; a login that is wrong ends earlier.
    pattern: /Expected ConnectionOpenOk|NOT[-_]ALLOWED/,
    told: "it refused the virtual host, or this user there (530)",
    remedy:
      "declare the virtual host and this user's permission on it, or name another as the path of the URL",
  },
  {
    pattern: /no queue '/,
    remedy: "declare the queue (config/rabbitmq/definitions.json), or name another: ?queue=NAME in the URL",
  },
  {
    pattern: /no (exchange|vhost)|NOT[-_]FOUND/,
    remedy: "declare what it names (config/rabbitmq/definitions.json)",
  },
  {
    pattern: /RESOURCE[-_]LOCKED/,
    remedy: "close the connection that has the queue for itself, or name another queue",
  },
  {
    pattern: /PRECONDITION[-_]FAILED|NOT[-_]IMPLEMENTED/,
    remedy:
      "name a quorum queue: this one is of another type or has other settings (rabbitmqctl list_queues name type)",
  },
  {
    pattern: /takes part|leader|timeout.*queue/,
    remedy: "look whether its node runs and most members are online (rabbitmq-queues quorum_status QUEUE)",
  },
  {
    pattern: /CONNECTION[-_]FORCED|shutdown/,
    remedy: "start the node again: it was shut down, or an operator closed the connection",
  },
  {
    pattern: /[Hh]eartbeat/,
    remedy: "look at the node's load and the way there: it has said nothing for 20 s",
  },
  {
    pattern:
      /abruptly|Invalid frame|Unexpected frame|Expected Connection|AMQP0091|before secure TLS|handshake/,
    remedy: "name the port of AMQP, 5672, or with amqps:// 5671 for TLS: something else listens on this one",
  },
];

const CAUSES = { redis: REDIS_CAUSES, rabbitmq: RABBITMQ_CAUSES };

/** What is left for what no table knows. */
const LOGS = { redis: "docker compose logs redis", rabbitmq: "docker compose logs rabbitmq" };
const SILENT: Cause = {
  pattern:
    /not so after|no answer|Connection is closed|Connection closed|connection was closed|Socket closed/,
  remedy:
    "look whether it is held up, and whether it speaks TLS on that port or not: a port closes what it does not understand",
};

/**
 * A broker that takes no frames, with what to do about it.
 *
 * @param place where the frames should go: "stream frames"
 * @param said what its client said, with the broker's own words where there are any
 */
export function unusable(target: BrokerTarget, place: string, said: string): Problem {
  return refusing(target, `one that takes frames into ${place}`, said);
}

/**
 * Connects and logs in, and nothing else.
 * @throws Problem when the broker is not reached or does not let the user in
 */
export async function mustLetIn(target: BrokerTarget): Promise<void> {
  const user = target.user ?? "default";
  try {
    await brokerAt(target).reach();
  } catch (thrown) {
    throw refusing(target, `one that lets user ${user} in`, messageOf(thrown));
  }
}

function refusing(target: BrokerTarget, expected: string, said: string): Problem {
  const { broker, user = "default" } = target;
  const cause = causeOf(said, CAUSES[broker], NETWORK_CAUSES, [SILENT]);
  const refused = cause?.remedy === LOGIN ? `it refused the password of user ${user}: ${said}` : said;
  return new Problem({
    subject: subjectOf(target),
    expected,
    seen: cause?.told ?? refused,
    remedy: cause?.remedy ?? `look at its log (${LOGS[broker]})`,
  });
}
