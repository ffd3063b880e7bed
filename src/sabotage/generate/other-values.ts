import { otherExpressions } from "./expressions.ts";
import type { Other } from "./mutant.ts";
import { isAmount, offByTen, scaled } from "./scaled.ts";

const OPPOSITES: Readonly<Record<string, string>> = {
  yes: "no",
  no: "yes",
  true: "false",
  false: "true",
  on: "off",
  off: "on",
};

/** What a setting of that name may be, where it is one of a few words. The last part of its path counts. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  appendfsync: ["always", "everysec", "no"],
  "maxmemory-policy": ["noeviction", "allkeys-lru", "volatile-ttl"],
  dir: ["/data", "/tmp"],
  bind: ["* -::*", "127.0.0.1"],
  sync_interval: ["always", "2m"],
  storage: ["file", "memory"],
  discard: ["new", "old"],
  retention: ["workqueue", "limits", "interest"],
  ack_policy: ["explicit", "all", "none"],
  deliver_policy: ["all", "new", "last"],
  overflow: ["reject-publish", "drop-head", "reject-publish-dlx"],
  "dead-letter-strategy": ["at-least-once", "at-most-once"],
  "x-queue-type": ["quorum", "classic", "stream"],
  "apply-to": ["quorum_queues", "queues", "classic_queues", "exchanges"],
  type: ["fanout", "direct"],
  cluster_partition_handling: ["pause_minority", "ignore", "autoheal"],
  "cluster_formation.peer_discovery_backend": ["classic_config", "dns"],
  "definitions.import_backend": ["local_filesystem", "https"],
  "log.console.level": ["info", "error", "debug"],
  loopback_users: ["none", "guest"],
  "ssl_options.verify": ["verify_none", "verify_peer"],
  "tls-protocols": ['"TLSv1.2 TLSv1.3"', '"TLSv1.1"'],
  restart: ["unless-stopped", "no", "always", "on-failure"],
  user: ["root"],
  cap_drop: ["ALL", "NET_RAW"],
  security_opt: ["no-new-privileges:true", "no-new-privileges:false"],
  pull_policy: ["missing", "never"],
  severity: ["critical", "warning"],
  action: ["drop", "keep"],
  access: ["proxy", "direct"],
  httpMethod: ["POST", "GET"],
};

const VARIABLE = /^\$\{(\w+):-(.*)\}$/;
const FLAG = /^(--?[\w.-]+=)(.*)$/;
const PUBLISHED = /^([\d.]+):(\d+):(\d+)$/;
const MOUNT = /^([./]?[\w./-]+):(\/[\w./-]+?)(:ro)?$/;
const ADDRESS = /^(.*[\w\]]):(\d+)$/;
/** Names, paths and patterns: what another word in its place would be a value of the same kind. */
const WORD = /^[\w.:/@^$*+|()=~"'-]+$/;

/**
 * Other values of the same kind: off by ten, the opposite, another word of those that are valid. A sentence has none.
 * @param name of the setting; of a path its last part
 * @param isItem of a list: another word in its place is no more than its absence
 */
export function otherValues(name: string, value: string, isItem = false): Other[] {
  if (name === "expr") return otherExpressions(value);
  const choices = CHOICES[name];
  if (choices && (choices.includes(value) || choices.length === 1)) {
    return choices.filter((choice) => choice !== value).map((to) => another(to));
  }
  const opposite = OPPOSITES[value];
  if (opposite) return [{ kind: "opposite", to: opposite }];
  if (isAmount(value)) return offByTen(value);
  return ofParts(name, value) ?? (value.includes(" ") ? ofAmounts(value) : isItem ? [] : ofWord(value));
}

/** What is made up of parts: each of them in turn; nothing for what is not. */
function ofParts(name: string, value: string): Other[] | undefined {
  const [, variable, usual = ""] = VARIABLE.exec(value) ?? [];
  if (variable) {
    const others = usual === "" ? [another("other")] : otherValues(name, usual);
    return others.map(({ kind, to }) => ({ kind, to: `\${${variable}:-${to}}` }));
  }
  const [, flag, given = ""] = FLAG.exec(value) ?? [];
  if (flag)
    return given === "" ? [] : otherValues(flag, given).map(({ kind, to }) => ({ kind, to: flag + to }));
  const [, address, outside, inside] = PUBLISHED.exec(value) ?? [];
  if (address)
    return [another(`0.0.0.0:${outside}:${inside}`), another(`${address}:${outside}:${Number(inside) + 1}`)];
  const [, from, at, readOnly] = MOUNT.exec(value) ?? [];
  if (from) return readOnly ? [another(`${from}:${at}`)] : [another(`${from}:${at}-other`)];
  const [, host, port] = ADDRESS.exec(value) ?? [];
  if (host) return [another(`${host}:${Number(port) + 1}`)];
  return undefined;
}

/** Of several numbers in one value, all at once. */
function ofAmounts(value: string): Other[] {
  const words = value.split(" ");
  if (!words.some(isAmount)) return [];
  const all = (factor: number) =>
    words.map((word) => (isAmount(word) ? scaled(word, factor) : word)).join(" ");
  return [
    { kind: "times ten", to: all(10) },
    { kind: "a tenth", to: all(0.1) },
  ];
}

function ofWord(value: string): Other[] {
  if (value === "" || !WORD.test(value)) return [];
  return [another(/[)"'|]$/.test(value) ? `${value}x` : `${value}-other`)];
}

function another(to: string): Other {
  return { kind: "another value", to };
}
