import type { Account } from "./account.ts";
import type { Texts } from "./texts.ts";

export const EN: Texts = {
  status: {
    met: "met",
    "not-met": "not met",
    undetermined: "undetermined",
    "not-run": "not run",
    waived: "waived",
  },
  verdict: {
    accepted: "Accepted: every criterion is met.",
    incomplete: "Incomplete: nothing is refuted, but not everything is shown.",
    rejected: "Rejected: at least one criterion is not met.",
  },
  acceptedWithWaivers: "Accepted: every criterion is met, or waived by the person who is named with it.",
  criteria: "Criteria",
  profile: "Profile",
  started: "started",
  took: "took",
  interrupted: "The run was interrupted: what it had not measured by then is not run or undetermined.",
  scope: ({ plan, brokers, leftOut = [] }) =>
    [
      `Brokers in scope: ${brokers.join(", ")}.`,
      ...(leftOut.length > 0 ? [`Left out, and not counted: ${leftOut.join(", ")}.`] : []),
      ...(plan ? [`Plan: ${plan}.`] : []),
    ].join(" "),
  target: (target) =>
    `Verified on ${target.kind === "stack" ? "the deployed stack of this host" : `the brokers at the addresses of ${target.file}`}${target.allowsFaults ? ", faults included" : ", without faults"}; what takes a stack of the run's own is undetermined.`,
  shard: ({ number, of }) => `Shard ${number} of ${of}: the tasks of the other shards are not run here.`,
  mergedFrom: ({ of, numbers }) =>
    `Merged from ${numbers.length === 1 ? "shard" : "shards"} ${numbers.join(", ")} of ${of}.`,
  shardMissing: ({ number, of, tasks }) =>
    `Shard ${number} of ${of} is missing. Not run: ${tasks.join(", ")}.`,
  ofShard: (number) => `of shard ${number}`,
  why: "why",
  obstacles: {},
  measured: "measured",
  expected: "expected",
  notCovered: "not covered",
  limitsBecause: "limits because",
  criterion: "criterion",
  seenBeside: "seen beside it",
  evidence: "evidence",
  successMetrics: "Success metrics",
  shownBy: "shown by",
  whatWasVerified: "What was verified",
  commit: "Commit",
  host: "Host",
  kernel: "kernel",
  versionOf: "Version of",
  imageOf: "Image of",
  digestOf: "SHA-256 of",
  signOff: "Sign-off",
  name: "Name",
  date: "Date",
  decision: "Decision (accept / reject)",
  remarks: "Remarks",
  promises: "Promises",
  promise: "promise",
  limit: "limit",
  atAGlance: "The checklist at a glance",
  open: "What is open",
  nothingOpen: "Nothing is open.",
  whatToDo: "What to do",
  noneOf: (frames) => (frames ? `none of ${frames}` : "none"),
  account,
  search: "Search (/)",
  brokerOf: "broker",
  allBrokers: "all",
  openAll: "Open all",
  closeAll: "Close all",
  history: "last runs",
  historyOf: (runs) => `the last ${runs} runs, the newest on the right`,
  firstFailedIn: "not met since the run of",
  neverMet: "not met in any run on record",
  unsteady: "came out both ways on the same commit",
  changedSince: "Changed since the last accepted run, of",
  nothingChanged: "Nothing has changed.",
  neverAccepted: "No earlier run on record was accepted.",
  changes: (count) => (count === 0 ? "no status" : `${count} ${count === 1 ? "status" : "statuses"}`),
  beyondNoise: "beyond noise",
  withinNoise: "within noise",
  more: (count) => `and ${count} more`,
  skip: "To the checklist",
  yes: "yes",
  no: "no",
  none: "none",
};

function account({ attempted, confirmed, refused, unknown, lost, duplicated, corrupted }: Account): string {
  const sent = attempted
    ? `${attempted} frames were sent and ${confirmed} confirmed`
    : `${confirmed} frames were sent`;
  const beside = [refused && `${refused} refused`, unknown && `${unknown} left unanswered`].filter(Boolean);
  const others = [
    duplicated && `${duplicated} came out more than once`,
    corrupted && `${corrupted} came out damaged`,
  ].filter(Boolean);
  const whole = beside.length > 0 ? `${sent}, ${beside.join(", ")}` : sent;
  const isKept = lost === "0";
  const fate = isKept
    ? `none ${attempted ? "that was confirmed " : ""}is lost`
    : `${lost} of the confirmed ones never came out`;
  return `${[whole, fate, ...others].join("; ")}.`;
}
