import type { DebianVersion } from "../../stack/debian-version.ts";

/** What Debian's releases have, oldest first. */
export const RABBITMQ_VERSIONS: readonly DebianVersion[] = [
  { title: "RabbitMQ, Debian 12", service: "rabbitmq", suite: "bookworm" },
  { title: "RabbitMQ, Debian 13", service: "rabbitmq", suite: "trixie" },
  { title: "RabbitMQ, Debian testing", service: "rabbitmq", suite: "testing" },
];
