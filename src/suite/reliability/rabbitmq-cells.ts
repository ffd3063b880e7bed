import { Fault } from "../../faults/fault.ts";
import { isolation } from "../../faults/isolation.ts";
import { diskFull, tornTail } from "../../faults/power-cut.ts";
import { killing, pausing, stopping } from "../../faults/process.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { RabbitMQSubject } from "../subjects/rabbitmq-subject.ts";
import type { CellPlan } from "./cell.ts";
import { consumerKilled } from "./client-faults.ts";
import { powerCutOf, powerCutOfAll, rollingRestart } from "./node-faults.ts";
import type { RabbitMQSetting } from "./rabbitmq-setting.ts";

type Plan = CellPlan<RabbitMQSetting>;

const ALARM_WITHIN_MS = 20_000;

/** What can happen to a RabbitMQ, with one node as with more. */
const ANYWHERE: readonly Plan[] = [
  {
    fault: "producer cut off",
    lastsSeconds: 1,
    make: async (setting) => cutOff("frame-producer", await setting.leader()),
  },
  {
    fault: "consumer cut off",
    isFlowing: true,
    lastsSeconds: 1,
    make: async (setting) => cutOff("frame-consumer", await setting.leader()),
  },
  {
    fault: "consumer killed with unacknowledged frames",
    isFlowing: true,
    lastsSeconds: 1,
    make: consumerKilled,
  },
  {
    fault: "memory limit reached",
    lastsSeconds: 3,
    make: async (setting) => memoryFull(await setting.leader()),
  },
];

/** Faults of a RabbitMQ alone. */
export const RABBITMQ_CELLS: readonly Plan[] = [
  {
    fault: "power cut",
    shows: "power cut",
    needsDisks: true,
    isQuick: true,
    lastsSeconds: 1,
    make: async (setting) => powerCutOf(setting, setting.nodes[0]),
  },
  {
    fault: "SIGKILL",
    isQuick: true,
    lastsSeconds: 1,
    make: async ({ nodes: [rabbitmq] }) => killing(rabbitmq.service),
  },
  {
    fault: "graceful restart",
    lastsSeconds: 1,
    make: async ({ nodes: [rabbitmq] }) => stopping(rabbitmq.service),
  },
  {
    fault: "pause of 10 s",
    lastsSeconds: 10,
    make: async ({ nodes: [rabbitmq] }) => pausing(rabbitmq.service),
  },
  ...ANYWHERE,
  {
    fault: "disk full",
    needsDisks: true,
    lastsSeconds: 12,
    make: async (setting) => fullThenRestarted(setting, setting.nodes[0]),
  },
  {
    fault: "segment with a torn tail",
    needsDisks: true,
    lastsSeconds: 1,
    make: async (setting) =>
      tornTail(setting.nodes[0].service, setting.diskOf(setting.nodes[0]), "mnesia/*/quorum/*/*.wal"),
  },
];

/** Faults of the queue's leader in profile ha, and of all nodes. */
export const RABBITMQ_HA_CELLS: readonly Plan[] = [
  {
    fault: "leader killed",
    shows: "failover",
    isQuick: true,
    isUntilTakenOver: true,
    lastsSeconds: 12,
    make: async (setting) => killing((await setting.leader()).service),
  },
  {
    fault: "leader paused for 10 s",
    shows: "failover",
    lastsSeconds: 10,
    make: async (setting) => pausing((await setting.leader()).service),
  },
  {
    fault: "leader isolated from the majority (split brain)",
    shows: "failover",
    needsTools: true,
    // Longer than it takes to give the node up (net_ticktime).
    isUntilTakenOver: true,
    lastsSeconds: 30,
    make: async (setting) => {
      const leader = await setting.leader();
      const others = setting.nodes.filter((node) => node !== leader);
      return isolation(
        leader.service,
        others.map(({ service }) => service),
      );
    },
  },
  {
    fault: "power cut of the leader",
    shows: "power cut",
    needsDisks: true,
    lastsSeconds: 12,
    make: async (setting) => powerCutOf(setting, await setting.leader()),
  },
  {
    fault: "power cut of all nodes at once",
    shows: "power cut",
    needsDisks: true,
    lastsSeconds: 1,
    make: async (setting) => powerCutOfAll(setting),
  },
  {
    fault: "rolling restart of all nodes",
    lastsSeconds: 1,
    make: async (setting) => rollingRestart(setting, await setting.leader()),
  },
  ...ANYWHERE,
  {
    fault: "disk of the leader full",
    needsDisks: true,
    lastsSeconds: 12,
    make: async (setting) => fullThenRestarted(setting, await setting.leader()),
  },
];

/** A node whose disk was full to the last byte has lost its hold on its own tables: it is restarted, as the runbook says. */
function fullThenRestarted(setting: RabbitMQSetting, node: RabbitMQSubject): Fault {
  const { service } = node;
  const full = diskFull(service, setting.diskOf(node));
  return new Fault(full.name, async () => ({
    proof: await full.inject(),
    heal: async () => {
      const freed = await full.heal();
      // Asked to end it does not: what a restart comes to after its grace.
      await using restart = killing(service);
      return [freed, await restart.inject(), await restart.heal()].join("; ");
    },
  }));
}

/** Connections of a client are closed by the server, with frames under way. */
function cutOff(client: string, { service }: RabbitMQSubject): Fault {
  return new Fault(`${client} cut off`, async () => {
    const list = ["rabbitmqctl", "-q", "--no-table-headers", "list_connections", "pid", "client_properties"];
    const connections = (await service.exec(list)).split("\n").map((line) => line.split("\t"));
    const pids = connections
      .filter(([, properties]) => properties?.includes(`"connection_name","${client}"`))
      .map(([pid = ""]) => pid);
    if (pids.length === 0) throw new Undetermined(`${service.name} has no client ${client} to be cut off`);
    for (const pid of pids) await service.exec(["rabbitmqctl", "-q", "close_connection", pid, "fault"]);
    return {
      proof: `${pids.length} connection of ${client} closed`,
      heal: async () => "it may connect again",
    };
  });
}

/** RabbitMQ may use no memory at all; proved by its alarm, under which it takes no more frames. */
function memoryFull(rabbitmq: RabbitMQSubject): Fault {
  const { service } = rabbitmq;
  const set = (bytes: number) =>
    service.exec(["rabbitmqctl", "-q", "set_vm_memory_high_watermark", "absolute", String(bytes)]);
  return new Fault("memory limit reached", async () => {
    const deployed = await rabbitmq.memoryLimitBytes();
    await set(1);
    const heal = async () => {
      await set(deployed);
      return "its limit is as delivered again";
    };
    try {
      await until("the memory alarm is raised", { deadlineMs: ALARM_WITHIN_MS }, async () => {
        const alarms = await rabbitmq.alarms();
        return alarms.some(({ resource }) => resource === "memory") ? done(undefined) : notYet("it is not");
      });
    } catch (thrown) {
      await heal();
      throw new Undetermined(String(thrown), { cause: thrown });
    }
    return { proof: `${service.name}: memory alarm, publishers are blocked`, heal };
  });
}
