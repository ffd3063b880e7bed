import type { DebianVersion } from "../../stack/debian-version.ts";

const VALKEY = "valkey-server valkey-tools valkey-sentinel";

/** What Debian's releases have, oldest first. */
export const REDIS_VERSIONS: readonly DebianVersion[] = [
  { title: "Redis, Debian 12", service: "redis", suite: "bookworm" },
  { title: "Redis, Debian 13", service: "redis", suite: "trixie" },
  { title: "Valkey, Debian 13", service: "redis", suite: "trixie", packages: VALKEY },
  { title: "Redis, Debian testing", service: "redis", suite: "testing" },
  { title: "Valkey, Debian testing", service: "redis", suite: "testing", packages: VALKEY },
];
