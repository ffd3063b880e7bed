import { expect, test } from "vitest";
import { commitIn, queuesIn } from "./rabbitmq-exposed.ts";

const TEXT = `# TYPE rabbitmq_detailed_queue_messages gauge
rabbitmq_detailed_queue_messages{vhost="/",queue="frame_queue"} 12
rabbitmq_detailed_queue_messages_ready{vhost="/",queue="frame_queue"} 8
rabbitmq_detailed_queue_messages_unacked{vhost="/",queue="frame_queue"} 4
rabbitmq_detailed_queue_consumers{vhost="/",queue="frame_queue"} 2
rabbitmq_detailed_queue_messages{vhost="/",queue="frame_queue.dead"} 5
`;

test("each queue is told with what it holds, what consumers hold, and how many they are", () => {
  expect(queuesIn(TEXT)).toEqual([
    { name: "frame_queue", messages: 12, unacked: 4, consumers: 2 },
    { name: "frame_queue.dead", messages: 5, unacked: 0, consumers: 0 },
  ]);
});

test("a node that leads no queue tells of none", () => {
  expect(queuesIn("# TYPE rabbitmq_identity_info untyped\n")).toEqual([]);
});

test.for(["raft_entry_commit_latency_seconds", "raft_commit_latency_seconds"])(
  "the time of a commit is told under both of its names: %s",
  (name) => {
    const text = `rabbitmq_detailed_${name}{vhost="/",queue="a"} 0.1\nrabbitmq_detailed_${name}{vhost="/",queue="frame_queue"} 0.002\n`;

    expect(commitIn(text, "frame_queue")).toBe(0.002);
    expect(commitIn(text, "b")).toBeUndefined();
  },
);
