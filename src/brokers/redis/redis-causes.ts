import type { Cause } from "../../kernel/causes.ts";
import { LOGIN, RIGHTS } from "../remedies.ts";

/** What the errors of Redis and its client mean. */
export const REDIS_CAUSES: readonly Cause[] = [
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
  {
    pattern: /on disk of \d+ primary and \d+ replicas/,
    remedy: "have the replicas follow, each with an append-only file (redis-cli config get appendonly)",
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
