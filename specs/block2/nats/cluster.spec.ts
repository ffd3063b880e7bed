import { lossOf, proves, test, trafficOf } from "../../../fixtures/test.ts";

test.describe("Three nodes of NATS as one cluster", () => {
  test(
    "every node sees the others, and holds the stream",
    proves("cluster", "replicas", "frames-across"),
    async ({ natsCluster, traffic, criterion }) => {
      const { nodes, replicas, details } = await natsCluster.view();
      criterion("cluster").measured(nodes, details);
      criterion("replicas").measured(replicas);

      const history = await traffic.publish(natsCluster.node("nats-2").frames, { frames: 200 });
      const delivery = await traffic.drain(natsCluster.node("nats-3").frames, history);
      criterion("frames-across").measured(lossOf(delivery), trafficOf(delivery));
    },
  );
});
