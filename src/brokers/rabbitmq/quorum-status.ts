import { z } from "zod";

/** A member of a quorum queue, as its node tells of it. */
const memberSchema = z
  .object({
    "Node Name": z.string(),
    "Raft State": z.string(),
    "Last Written": z.number(),
    "Commit Index": z.number(),
  })
  .transform((told) => ({
    node: told["Node Name"],
    state: told["Raft State"],
    /** Of the last entry that is on its disk. */
    written: told["Last Written"],
    /** Of the last entry that a majority has. */
    committed: told["Commit Index"],
  }));

/** Up to where a majority had the entries of a queue when it was first asked. */
export interface CommitMark {
  committed?: number;
}

const answerSchema = z.array(z.unknown());

/**
 * Which member of a quorum queue is behind its leader, in words, if one is. A member that runs counts as online before it has
 * what the others confirmed while it was away.
 * @param printed what `rabbitmq-queues quorum_status` prints as JSON
 * @param mark what a majority had when this was first asked, kept from one look to the next: under load some member always lacks
 * the newest entry, and has caught up all the same
 */
export function memberBehind(printed: string, mark: CommitMark = {}): string | undefined {
  const told = answerSchema.parse(JSON.parse(printed));
  const members = told.flatMap((each) => memberSchema.safeParse(each).data ?? []);
  const leader = members.find(({ state }) => state === "leader");
  if (!leader) return "no member says that it leads";
  if (members.length < told.length) return `only ${members.length} of ${told.length} members answer`;
  mark.committed ??= leader.committed;
  const { committed } = mark;
  const behind = members.find(({ written }) => written < committed);
  return behind && `${behind.node} has ${behind.written} of ${committed} entries`;
}
