import { expect, test } from "vitest";
import { memberBehind } from "./quorum-status.ts";

/** As RabbitMQ 4.0 prints it. */
function member(node: string, state: string, written: number, committed: number) {
  return {
    "Node Name": `rabbit@${node}`,
    "Raft State": state,
    Membership: "voter",
    "Last Log Index": written,
    "Last Written": written,
    "Last Applied": committed,
    "Commit Index": committed,
    "Snapshot Index": -1,
    Term: 2,
    "Machine Version": 5,
  };
}

const whole = [
  member("rabbitmq", "follower", 31_085, 31_085),
  member("rabbitmq-2", "leader", 31_085, 31_085),
  member("rabbitmq-3", "follower", 31_085, 31_080),
];

test("members that have all that a majority has are not behind", () => {
  expect(memberBehind(JSON.stringify(whole))).toBeUndefined();
});

test("one that was away and lacks what the others confirmed is named", () => {
  const [, ...others] = whole;
  const late = member("rabbitmq", "follower", 9_828, 9_828);

  expect(memberBehind(JSON.stringify([late, ...others]))).toBe("rabbit@rabbitmq has 9828 of 31085 entries");
});

test("a member that does not answer is not whole, nor is a queue without a leader", () => {
  const [first, second] = whole;
  const noproc = { "Node Name": "rabbit@rabbitmq-3", "Raft State": "noproc", "Last Written": "" };

  expect(memberBehind(JSON.stringify([first, second, noproc]))).toBe("only 2 of 3 members answer");
  expect(memberBehind(JSON.stringify([first]))).toBe("no member says that it leads");
});

test("under load the newest entry is nowhere at first: what a majority had when first asked counts", () => {
  const mark = {};
  const [, second, third] = whole;
  const late = member("rabbitmq", "follower", 9_828, 9_828);
  const later = [
    member("rabbitmq", "follower", 31_085, 31_085),
    member("rabbitmq-2", "leader", 40_000, 40_001),
    member("rabbitmq-3", "follower", 40_001, 40_000),
  ];

  expect(memberBehind(JSON.stringify([late, second, third]), mark)).toContain("9828 of 31085");
  expect(memberBehind(JSON.stringify(later))).toBe("rabbit@rabbitmq has 31085 of 40001 entries");
  expect(memberBehind(JSON.stringify(later), mark)).toBeUndefined();
});
