const REMEDIES: [RegExp, string][] = [
  [
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|Connection is closed/,
    "start it (docker compose up -d --wait), or name another with --url",
  ],
  [
    /WRONGPASS|NOAUTH|ACCESS[-_]REFUSED/,
    "mend user and password: in .env, or in the URL that BROKER_URL holds",
  ],
  [
    /no queue '/,
    "declare the queue (config/rabbitmq/definitions.json), or name another: ?queue=NAME in the URL",
  ],
  [
    // The client does not say why the broker would not open the connection; a login that is wrong ends earlier.
    /Expected ConnectionOpenOk|NOT[-_]ALLOWED/,
    "declare the virtual host and this user's permission on it, or name another as the path of the URL",
  ],
];

/**
 * What to do about a broker that takes no frames.
 *
 * @param seen what its client said, with the broker's own words where there are any
 */
export function unusableRemedy(seen: string): string {
  return REMEDIES.find(([pattern]) => pattern.test(seen))?.[1] ?? "look at the broker's log";
}
