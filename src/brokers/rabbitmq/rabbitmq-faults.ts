import type { Disk } from "../../faults/disk.ts";
import { Fault } from "../../faults/fault.ts";
import { diskFull } from "../../faults/power-cut.ts";
import { killing } from "../../faults/process.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { RabbitMQAdmin } from "./rabbitmq-admin.ts";

const ALARM_WITHIN_MS = 20_000;

/** A node whose disk was full to the last byte has lost its hold on its own tables: it is restarted, as the runbook says. */
export function fullThenRestarted(service: RunningService, disk: Disk): Fault {
  const full = diskFull(service, disk);
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
export function cutOff(client: string, { service }: RabbitMQAdmin): Fault {
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
export function memoryFull(rabbitmq: RabbitMQAdmin): Fault {
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
