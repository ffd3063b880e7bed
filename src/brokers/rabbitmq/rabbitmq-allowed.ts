import { QUEUE } from "./names.ts";

/** What a user of RabbitMQ may do, beside its administrator. Whatever else it may is named. */
export interface AllowedUser {
  /** Names of exchanges and queues that it may declare, write to, read from. */
  configure: readonly string[];
  write: readonly string[];
  read: readonly string[];
}

/** Tags let a user into the management, and these have none. */
export const ALLOWED_USERS: Readonly<Record<string, AllowedUser>> = {
  producer: { configure: [], write: ["amq.default"], read: [] },
  consumer: { configure: [], write: [], read: [QUEUE] },
};

/** Of the user that `.env` names. */
export const ADMINISTRATOR_TAGS: readonly string[] = ["administrator"];

/** The plugins that may be enabled: the management and the metrics, and what they bring along. */
export const ALLOWED_PLUGINS: readonly string[] = [
  ...["rabbitmq_management", "rabbitmq_prometheus"],
  ...["rabbitmq_management_agent", "rabbitmq_web_dispatch"],
];
