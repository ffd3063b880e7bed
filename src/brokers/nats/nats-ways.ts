/** Keys that let someone in, or out, beside the users that are stated. */
const WAYS_BESIDE: readonly string[] = [
  ...["no_auth_user", "authorization", "accounts", "users", "operator", "resolver", "trusted_keys", "nkey"],
  ...["auth_callout", "leafnodes", "leaf", "gateway", "websocket", "mqtt"],
];
/** The login of the nodes among themselves, which is a matter of the ways without a password. */
const OF_CLUSTER = /^\s*authorization \{ user: route, password: .*\}$/m;
/** In either may stand what looks like a key, and in a value what looks like a comment. */
const QUOTED_VALUE = /([:=]\s*)"(?:[^"\\\n]|\\.)*"/g;
const COMMENT = /(?:^|\s)(?:#|\/\/).*$/gm;
const STARTED = ["nats-server", "--config", "/tmp/nats/server.conf"];
/** Files of the folder that is read. */
const READ = /^([\w-]+\.conf|users\.json)$/;

/** How many things are looked for. */
export const WAYS_LOOKED = WAYS_BESIDE.length + 2;

/**
 * Ways in and out of a server that nobody has stated, each with what was seen.
 * @param keys beside the accounts, in the file of the users. @param others its other files
 * @param started what it was started with, a word a line
 */
export function waysBeside({
  keys,
  others,
  started,
}: {
  keys: readonly string[];
  others: string;
  started: string;
}): string[] {
  const text = others.replace(OF_CLUSTER, "").replace(QUOTED_VALUE, "$1").replace(COMMENT, "");
  // The server does not tell capitals and small letters of a key apart.
  const hasKey = (key: string) =>
    new RegExp(`(?<![:=]\\s*)(?<=^|[\\s,;{])["']?${key}["']?\\s*[:={\\s]`, "i").test(text);
  const included = [...text.matchAll(/^\s*include\s+["']?([^"'\s;]+)/gim)].map(([, file = ""]) => file);
  const words = started.split("\n").filter((word) => word !== "");
  return [
    ...[...keys, ...WAYS_BESIDE.filter(hasKey)].map(
      (key) => `the configuration has ${key}, allowed are the users of .env alone`,
    ),
    ...included
      .filter((file) => !READ.test(file))
      .map((file) => `the configuration includes ${file}, allowed are files of /tmp/nats`),
    ...(words.join(" ") === STARTED.join(" ")
      ? []
      : [`the server was started with ${words.length} words, allowed are ${STARTED.join(" ")}`]),
  ];
}
