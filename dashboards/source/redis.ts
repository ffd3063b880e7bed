import { INTERVAL } from "./at-interval.ts";
import type { Limits } from "./limits.ts";
import { memoryShare } from "./memory-share.ts";
import { OF_PRIMARY, type Row } from "./panel.ts";
import { timeseries } from "./panels.ts";
import { states } from "./states.ts";
import { UNIT } from "./units.ts";

const WRITTEN = { 1: { text: "ok", color: "green" }, 0: { text: "failed", color: "red" } };

/** Whether Redis still has room, and whether what it has would outlive it. */
export function redis(limits: Limits): Row {
  return {
    title: "Redis: memory and persistence",
    panels: [
      memoryShare(
        {
          title: "Redis: share of memory limit",
          description:
            "Of maxmemory. At 100 % Redis refuses frames. The lines: early warning, and where the rollback is triggered.",
          broker: "redis",
          shows: "redis-memory-share",
          width: 8,
        },
        limits,
      ),
      timeseries({
        title: "Redis: memory",
        description:
          "Used against maxmemory, and what the process holds. Resident far above used: fragmentation, or a snapshot in progress.",
        unit: UNIT.bytes,
        queries: [
          { expr: "redis_memory_used_bytes", legend: "{{instance}} used", shows: "redis-memory-used" },
          {
            expr: "redis_memory_used_rss_bytes",
            legend: "{{instance}} resident",
            shows: "redis-memory-resident",
          },
          { expr: "redis_memory_max_bytes", legend: "{{instance}} limit", shows: "redis-memory-limit" },
        ],
        width: 8,
      }),
      timeseries({
        title: "Redis: evicted keys",
        description:
          "Keys dropped to make room, in the last five minutes. Anything but 0: the policy is not noeviction, and the frame stream may go as a whole.",
        unit: UNIT.keys,
        queries: [
          {
            expr: 'increase(redis_evicted_keys_total{job=~"redis|redis-ha"}[5m])',
            legend: "{{instance}}",
            shows: "redis-evicted",
          },
        ],
        alerts: ["RedisEvicting"],
        width: 8,
      }),
      states({
        title: "Redis: last writes to disk",
        description:
          "Outcome of the last append to the file, rewrite of it, and snapshot. Failed: Redis refuses frames until one succeeds; look at the disk.",
        queries: [
          {
            expr: "redis_aof_last_write_status",
            legend: "AOF write {{instance}}",
            shows: "redis-append-ok",
          },
          {
            expr: "redis_aof_last_bgrewrite_status",
            legend: "AOF rewrite {{instance}}",
            shows: "redis-rewrite-ok",
          },
          {
            expr: "redis_rdb_last_bgsave_status",
            legend: "snapshot {{instance}}",
            shows: "redis-snapshot-ok",
          },
        ],
        states: WRITTEN,
        alerts: ["RedisAofFailing", "RedisRdbFailing"],
        width: 8,
      }),
      timeseries({
        title: "Redis: size of the append-only file",
        description:
          "Grows with every frame and shrinks when it is rewritten. Growing without a drop: rewrites fail, and the disk fills.",
        unit: UNIT.bytes,
        queries: [
          { expr: "redis_aof_current_size_bytes", legend: "{{instance}}", shows: "redis-append-bytes" },
        ],
        alerts: ["RedisAofFailing"],
        width: 8,
      }),
      timeseries({
        title: "Redis: delayed fsyncs",
        description:
          "Times that the disk was too slow for the append-only file, in the last five minutes. More than a few: confirmations and latency wait for the disk.",
        unit: UNIT.delays,
        queries: [
          {
            expr: "increase(redis_aof_delayed_fsync[5m])",
            legend: "{{instance}}",
            shows: "redis-fsync-delays",
          },
        ],
        width: 8,
      }),
      timeseries({
        title: "Redis: age of the last snapshot",
        description:
          "Under load a snapshot is due every few minutes. Older than an hour while changes wait: snapshots fail or never start.",
        unit: UNIT.seconds,
        queries: [
          {
            expr: "time() - redis_rdb_last_save_timestamp_seconds",
            legend: "{{instance}}",
            shows: "redis-snapshot-age",
          },
        ],
        alerts: ["RedisRdbFailing"],
        width: 8,
      }),
      timeseries({
        title: "Redis: changes since the last snapshot",
        description:
          "Kept by the append-only file alone until the next snapshot. Growing without a drop: snapshots do not happen.",
        unit: UNIT.changes,
        queries: [
          {
            expr: "redis_rdb_changes_since_last_save",
            legend: "{{instance}}",
            shows: "redis-snapshot-changes",
          },
        ],
        alerts: ["RedisRdbFailing"],
        width: 8,
      }),
      timeseries({
        title: "Redis: frame stream",
        description:
          "Frames in the stream of the primary; those not handed out yet (lag), and handed out but not acknowledged (pending). High lag: too few consumers. High pending: consumers hang or died.",
        unit: UNIT.frames,
        queries: [
          {
            expr: `max by (broker) (redis_stream_length{stream="frames"} ${OF_PRIMARY})`,
            legend: "length",
            shows: "redis-stream-length",
          },
          {
            expr: `max by (group) (redis_stream_group_lag{stream="frames"} ${OF_PRIMARY})`,
            legend: "{{group}} lag",
            shows: "redis-stream-lag",
          },
          {
            expr: `max by (group) (redis_stream_group_messages_pending{stream="frames"} ${OF_PRIMARY})`,
            legend: "{{group}} pending",
            shows: "redis-stream-pending",
          },
        ],
        alerts: ["BacklogGrowing", "NoConsumer"],
        width: 8,
      }),
      timeseries({
        title: "Redis: XADD",
        description:
          "Time that the primary itself takes to append a frame, without network and fsync. High: large frames, a slow command in front of them, or too little CPU.",
        unit: UNIT.seconds,
        queries: ([0.5, 0.99] as const).map((quantile) => ({
          expr: `histogram_quantile(${quantile}, sum by (broker, le) (rate(redis_commands_latencies_usec_bucket{cmd="xadd"}[${INTERVAL}]) ${OF_PRIMARY})) / 1e6`,
          legend: `p${quantile * 100}`,
          shows: quantile === 0.5 ? "redis-xadd-p50" : "redis-xadd-p99",
        })),
        width: 8,
      }),
      timeseries({
        title: "Redis: error replies",
        description:
          "Error replies in the last five minutes, by kind. OOM: memory is full. MISCONF: it cannot write to disk. NOAUTH, WRONGPASS: a client with the wrong password.",
        unit: UNIT.replies,
        queries: [
          {
            expr: "sum by (instance, err) (increase(redis_errors_total[5m]))",
            legend: "{{err}} {{instance}}",
            shows: "redis-errors",
            needs: "an error reply of Redis",
          },
        ],
        width: 8,
      }),
      timeseries({
        title: "Redis: rejected connections",
        description:
          "Connections turned away in the last five minutes because maxclients was reached. Anything but 0: clients leak connections, or the limit is too low.",
        unit: UNIT.clients,
        queries: [
          {
            expr: 'increase(redis_rejected_connections_total{job=~"redis|redis-ha"}[5m])',
            legend: "{{instance}}",
            shows: "redis-rejected",
          },
        ],
        width: 8,
      }),
    ],
  };
}
