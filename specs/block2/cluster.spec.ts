import { lossOf, proves, test, trafficOf } from "../../fixtures/test.ts";

test.describe("Three RabbitMQ nodes as one cluster", () => {
  test(
    "every node sees the others run, without alarm or partition",
    proves("nodes-running", "no-alarms", "no-partitions"),
    async ({ cluster, criterion }) => {
      const { running, alarms, partitions } = await cluster.view();

      criterion("nodes-running").measured(running);
      criterion("no-alarms").measured(alarms.length, { seen: alarms.join(", ") || "none" });
      criterion("no-partitions").measured(partitions.length, { seen: partitions.join(", ") || "none" });
    },
  );

  test(
    "frame_queue has a member on each node, and can be reached through each",
    proves("members-online", "frames-across"),
    async ({ cluster, traffic, criterion }) => {
      const { members, online } = await cluster.grownQueue();
      criterion("members-online").measured(online?.length ?? 0, { members: members?.join(" ") ?? "none" });

      const history = await traffic.publish(cluster.node("rabbitmq-2").frames, { frames: 200 });
      const delivery = await traffic.drain(cluster.node("rabbitmq-3").frames, history);
      criterion("frames-across").measured(lossOf(delivery), trafficOf(delivery));
    },
  );
});
