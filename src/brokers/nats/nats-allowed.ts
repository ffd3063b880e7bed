import { CONSUMER, STREAM, SUBJECT } from "./names.ts";

/** What a user of NATS may do: subjects that it may publish to and be told of. Whatever else it may is named. */
export interface AllowedUser {
  account: string;
  publish: readonly string[];
  subscribe: readonly string[];
}

/** Beside those whom `.env` names, who may do everything in their account. */
export const ALLOWED_USERS: Readonly<Record<string, AllowedUser>> = {
  producer: { account: "FRAMES", publish: [SUBJECT], subscribe: ["_INBOX.producer.>"] },
  consumer: {
    account: "FRAMES",
    publish: [
      // Most clients look at their consumer before they take from it.
      `$JS.API.CONSUMER.INFO.${STREAM}.${CONSUMER}`,
      `$JS.API.CONSUMER.MSG.NEXT.${STREAM}.${CONSUMER}`,
      `$JS.ACK.${STREAM}.${CONSUMER}.>`,
    ],
    subscribe: ["_INBOX.consumer.>"],
  },
  monitor: {
    account: "SYS",
    publish: ["$SYS.REQ.SERVER.PING", "$SYS.REQ.SERVER.PING.>", "$SYS.REQ.ACCOUNT.PING.>"],
    subscribe: ["_INBOX.monitor.>"],
  },
};
