import type { DebianVersion } from "../../stack/debian-version.ts";

/** What Debian's releases have, oldest first; before 2.10 JetStream can't fsync before every confirmation. */
export const NATS_VERSIONS: readonly DebianVersion[] = [
  { title: "NATS, Debian 13", service: "nats", suite: "trixie" },
  { title: "NATS, Debian testing", service: "nats", suite: "testing" },
];
