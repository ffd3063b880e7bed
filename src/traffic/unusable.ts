import { type BrokerTarget, subjectOf } from "../brokers/target.ts";
import { Problem } from "../problem.ts";

const REMEDIES: [RegExp, string][] = [
  [
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|Connection is closed/,
    "start it (docker compose up -d --wait), or name another with --url",
  ],
  [/NOPERM|access to \w+ '.*' refused/, "log in as a user who may send and take frames (docs/security.md)"],
  [
    /WRONGPASS|NOAUTH|ACCESS[-_]REFUSED/,
    "mend user and password: in .env, or in the URL that BROKER_URL holds",
  ],
  [/READONLY/, "it is a replica: follow the Sentinels (--ha), or name the primary with --url"],
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
 * A broker that takes no frames, with what to do about it.
 *
 * @param place where the frames should go: "stream frames"
 * @param seen what its client said, with the broker's own words where there are any
 */
export function unusable(target: BrokerTarget, place: string, seen: string): Problem {
  return new Problem({
    subject: subjectOf(target),
    expected: `one that takes frames into ${place}`,
    seen,
    remedy: remedyFor(seen),
  });
}

function remedyFor(seen: string): string {
  return REMEDIES.find(([pattern]) => pattern.test(seen))?.[1] ?? "look at the broker's log";
}
