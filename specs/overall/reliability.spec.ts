import { CELL_COLUMNS, provesFor, test } from "../../fixtures/test.ts";

test.describe("Nothing that was confirmed is lost, whatever happens to the broker", () => {
  test(
    "Redis keeps what it confirmed when the power is cut",
    provesFor("redis", "power-cut-loss"),
    async ({ ownStack: _own, reliability, cuttablePower: _disks, criterion }) => {
      const cells = await reliability.powerCuts("redis");

      criterion("power-cut-loss")
        .evidence("power-cuts-redis.jsonl", cells.raw)
        .table("Power cuts of Redis", CELL_COLUMNS, cells.rows)
        .measured(cells.lost, { frames: cells.frames });
    },
  );

  test(
    "RabbitMQ keeps what it confirmed when the power is cut",
    provesFor("rabbitmq", "power-cut-loss"),
    async ({ ownStack: _own, reliability, cuttablePower: _disks, criterion }) => {
      const cells = await reliability.powerCuts("rabbitmq");

      criterion("power-cut-loss")
        .evidence("power-cuts-rabbitmq.jsonl", cells.raw)
        .table("Power cuts of RabbitMQ", CELL_COLUMNS, cells.rows)
        .measured(cells.lost, { frames: cells.frames });
    },
  );

  test(
    "another Redis takes over within the plan's time, with every confirmed frame",
    provesFor("redis", "failover-time", "failover-loss"),
    async ({ ownStack: _own, reliability, criterion }) => {
      const cells = await reliability.failovers("redis");

      criterion("failover-time")
        .evidence("failovers-redis.jsonl", cells.raw)
        .table("Failovers of Redis", CELL_COLUMNS, cells.rows)
        .measured(cells.slowestRecovery);
      criterion("failover-loss").measured(cells.lost, { frames: cells.frames });
    },
  );

  test(
    "another RabbitMQ node takes over within the plan's time, with every confirmed frame",
    provesFor("rabbitmq", "failover-time", "failover-loss"),
    async ({ ownStack: _own, reliability, criterion }) => {
      const cells = await reliability.failovers("rabbitmq");

      criterion("failover-time")
        .evidence("failovers-rabbitmq.jsonl", cells.raw)
        .table("Failovers of RabbitMQ", CELL_COLUMNS, cells.rows)
        .measured(cells.slowestRecovery);
      criterion("failover-loss").measured(cells.lost, { frames: cells.frames });
    },
  );

  test(
    "Redis keeps what it confirmed under every fault of the matrix",
    provesFor("redis", "fault-matrix"),
    async ({ ownStack: _own, fullProfile: _full, reliability, cuttablePower: _disks, criterion }) => {
      const cells = await reliability.matrix("redis");

      criterion("fault-matrix")
        .evidence("fault-matrix-redis.jsonl", cells.raw)
        .table("Fault matrix of Redis", CELL_COLUMNS, cells.rows)
        .charts(cells.charts)
        .measured(cells.broken, { faults: cells.rows.length, frames: cells.frames });
    },
  );

  test(
    "RabbitMQ keeps what it confirmed under every fault of the matrix",
    provesFor("rabbitmq", "fault-matrix"),
    async ({ ownStack: _own, fullProfile: _full, reliability, cuttablePower: _disks, criterion }) => {
      const cells = await reliability.matrix("rabbitmq");

      criterion("fault-matrix")
        .evidence("fault-matrix-rabbitmq.jsonl", cells.raw)
        .table("Fault matrix of RabbitMQ", CELL_COLUMNS, cells.rows)
        .charts(cells.charts)
        .measured(cells.broken, { faults: cells.rows.length, frames: cells.frames });
    },
  );
});
