import { CELL_COLUMNS, forEachBroker, PLACEMENT_COLUMNS, provesFor, test } from "../../fixtures/test.ts";

test.describe("Nothing that was confirmed is lost, whatever happens to the broker", () => {
  forEachBroker((broker) => {
    const { id, title } = broker;

    test(
      `${title} keeps what it confirmed when the power is cut`,
      provesFor(id, "power-cut-loss").needs("ownStack", "cuttablePower"),
      async ({ reliability, criterion }) => {
        const cells = await reliability.powerCuts(broker);

        criterion("power-cut-loss")
          .evidence(`power-cuts-${id}.jsonl`, cells.raw)
          .table(`Power cuts of ${title}`, CELL_COLUMNS, cells.rows)
          .measured(cells.loss, { frames: cells.frames, seen: cells.seen });
      },
    );

    test(
      `every node of ${title} keeps its frames on a volume of docker-compose.yml`,
      provesFor(id, "frames-on-volume").needs("ownStack"),
      async ({ reliability, criterion }) => {
        const placements = await reliability.placements(broker);

        criterion("frames-on-volume")
          .table(`Where ${title} keeps its frames`, PLACEMENT_COLUMNS, placements.rows)
          .measured(placements.elsewhere, { nodes: placements.nodes, seen: placements.seen });
      },
    );

    test(
      `no member of ${title} in profile ha is set to what nobody expects`,
      provesFor(id, "ha-settings-expected").needs("ownStack"),
      async ({ reliability, criterion }) => {
        const { count, details } = await reliability.settings(broker);

        criterion("ha-settings-expected").measured(count, details);
      },
    );

    test(
      `another node of ${title} takes over within the plan's time, with every confirmed frame`,
      provesFor(id, "failover-time", "failover-loss").needs("ownStack"),
      async ({ reliability, criterion }) => {
        const cells = await reliability.failovers(broker);

        criterion("failover-time")
          .evidence(`failovers-${id}.jsonl`, cells.raw)
          .table(`Failovers of ${title}`, CELL_COLUMNS, cells.rows)
          .longest(cells.recoveries);
        criterion("failover-loss").measured(cells.loss, { frames: cells.frames, seen: cells.seen });
      },
    );

    test(
      `${title} keeps what it confirmed under every fault of the matrix`,
      provesFor(id, "fault-matrix").needs("ownStack", "fullProfile", "cuttablePower"),
      async ({ reliability, criterion }) => {
        const cells = await reliability.matrix(broker);

        criterion("fault-matrix")
          .evidence(`fault-matrix-${id}.jsonl`, cells.raw)
          .table(`Fault matrix of ${title}`, CELL_COLUMNS, cells.rows)
          .charts(cells.charts)
          .measured(cells.broken, { faults: cells.rows.length, frames: cells.frames, seen: cells.seen });
      },
    );
  });
});
