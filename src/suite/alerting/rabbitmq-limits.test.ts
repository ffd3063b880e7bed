import { expect, test } from "vitest";
import { limitAt } from "./rabbitmq-limits.ts";
import type { AlertWorld } from "./world.ts";

const LIMIT = "rabbitmq_resident_memory_limit_bytes";
const USED = "rabbitmq_process_resident_memory_bytes";

/** A node whose figures Prometheus has, and that takes what rabbitmqctl sets. */
function world(figures: Record<string, number>) {
  const asked: string[] = [];
  const service = { exec: async (command: string[]) => void asked.push(command.slice(2).join(" ")) };
  const prometheus = {
    query: async (promql: string) => {
      const [, metric = ""] = /^(\w+)\{instance="rabbitmq-2:15692"\}$/.exec(promql) ?? [];
      return metric in figures ? [{ metric: {}, value: figures[metric] }] : [];
    },
  };
  const cluster = { node: (name: string) => ({ service: name === "rabbitmq-2" ? service : undefined }) };
  return { world: { cluster, prometheus } as unknown as AlertWorld, asked, figures };
}

test("the memory limit is moved to where what is used is that share of it, and put back in the end", async () => {
  const { world: seen, asked } = world({ [LIMIT]: 4_000, [USED]: 850 });
  const fault = await limitAt(seen, "memory", 0.85, "rabbitmq-2");
  expect(asked).toEqual(["set_vm_memory_high_watermark absolute 1000"]);

  await fault[Symbol.asyncDispose]();

  expect(asked.slice(1)).toEqual(["set_vm_memory_high_watermark absolute 4000"]);
});

test("the disk limit is a share of what is free, not the other way round", async () => {
  const figures = {
    rabbitmq_disk_space_available_limit_bytes: 50,
    rabbitmq_disk_space_available_bytes: 3_000,
  };
  const { world: seen, asked } = world(figures);

  const fault = await limitAt(seen, "disk", 1 / 1.5, "rabbitmq-2");
  expect(asked).toEqual(["set_disk_free_limit 2000"]);

  figures.rabbitmq_disk_space_available_limit_bytes = 2_000;
  await fault.goOn?.();
  expect(asked).toHaveLength(1);
});

test("the limit follows what is used only where that has moved away from the share", async () => {
  const { world: seen, asked, figures } = world({ [LIMIT]: 1_000, [USED]: 850 });
  const fault = await limitAt(seen, "memory", 0.85, "rabbitmq-2");

  figures[USED] = 879;
  await fault.goOn?.();
  expect(asked).toHaveLength(1);

  figures[USED] = 765;
  await fault.goOn?.();
  expect(asked.slice(1)).toEqual(["set_vm_memory_high_watermark absolute 900"]);
});
