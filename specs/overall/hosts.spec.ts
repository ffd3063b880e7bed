import { CELL_COLUMNS, DRILL_COLUMNS, forEachBroker, provesFor, test } from "../../fixtures/test.ts";

test.describe("The brokers outlive the loss of a host", () => {
  forEachBroker((broker) => {
    const { id, title } = broker;

    test(
      `no two members of ${title} share a host`,
      provesFor(id, "members-spread").needs("ownStack", "hostsProfile", "cuttablePower", "severalHosts"),
      async ({ hosts, criterion }) => {
        const { astray, seen } = await hosts.spread(broker);

        criterion("members-spread").measured(astray, { seen });
      },
    );

    test(
      `${title} goes on with every confirmed frame when the host of its busiest node is lost`,
      provesFor(id, "host-loss", "host-loss-recovery").needs(
        "ownStack",
        "hostsProfile",
        "cuttablePower",
        "severalHosts",
      ),
      async ({ hosts, criterion }) => {
        const cells = await hosts.cells(broker, "loss");

        criterion("host-loss")
          .evidence(`host-loss-${id}.jsonl`, cells.raw)
          .table(`Host of ${title} lost`, CELL_COLUMNS, cells.rows)
          .charts(cells.charts)
          .measured(cells.loss, { frames: cells.frames, seen: cells.seen });
        criterion("host-loss-recovery").longest(cells.recoveries);
      },
    );

    test(
      `alerts tell that ${title} misses the node of a lost host, until the host is back`,
      provesFor(id, "host-loss-alerts").needs("ownStack", "hostsProfile", "cuttablePower", "severalHosts"),
      async ({ hosts, criterion }) => {
        const { measured, seen, rows } = await hosts.lossAlerts(broker);

        criterion("host-loss-alerts")
          .table(`Alerts of a lost host of ${title}`, DRILL_COLUMNS, rows)
          .measured(measured, { seen });
      },
    );

    test(
      `${title} keeps every confirmed frame when a host is cut off with clients on it`,
      provesFor(id, "host-partition").needs("ownStack", "fullProfile", "cuttablePower", "severalHosts"),
      async ({ hosts, criterion }) => {
        const cells = await hosts.cells(broker, "partition");

        criterion("host-partition")
          .evidence(`host-partition-${id}.jsonl`, cells.raw)
          .table(`Host of ${title} cut off`, CELL_COLUMNS, cells.rows)
          .charts(cells.charts)
          .measured(cells.loss, { frames: cells.frames, seen: cells.seen });
      },
    );

    test(
      `${title} goes on with every confirmed frame while a host has a slow link that loses packets`,
      provesFor(id, "link-slow").needs("ownStack", "fullProfile", "cuttablePower", "severalHosts"),
      async ({ hosts, criterion }) => {
        const { cells, measured, details, busy } = await hosts.slowLink(broker);

        criterion("link-slow")
          .evidence(`link-slow-${id}.jsonl`, cells.raw)
          .table(`Link of a host of ${title} slow`, CELL_COLUMNS, cells.rows)
          .charts(cells.charts)
          .measured(measured, details, busy);
      },
    );

    test(
      `the host that was lost joins ${title} again without hands`,
      provesFor(id, "host-returns").needs("ownStack", "hostsProfile", "cuttablePower", "severalHosts"),
      async ({ hosts, criterion }) => {
        const { seconds, missing } = await hosts.returned(broker);

        criterion("host-returns").measured(
          { "members missing": missing ? 1 : 0, seconds },
          { seen: missing ?? "all members" },
        );
      },
    );
  });
});
