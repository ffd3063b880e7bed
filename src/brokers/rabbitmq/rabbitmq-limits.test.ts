import { expect, test } from "vitest";
import type { RunningService } from "../../stack/running-service.ts";
import type { Members } from "../broker.ts";
import type { DrillGround } from "../drill.ts";
import { limitAt } from "./rabbitmq-limits.ts";

const LIMIT = "rabbitmq_resident_memory_limit_bytes";
const USED = "rabbitmq_process_resident_memory_bytes";

/** A node whose figures Prometheus has, and that takes what rabbitmqctl sets. */
function nodeWith(figures: Record<string, number>) {
  const asked: string[] = [];
  const exec = async (command: string[]) => void asked.push(command.slice(2).join(" "));
  const node = { name: "rabbitmq-2", exec } as unknown as RunningService;
  const figure = async (promql: string) => {
    const [, metric = ""] = /^(\w+)\{instance="rabbitmq-2:15692"\}$/.exec(promql) ?? [];
    return figures[metric];
  };
  const ground = { members: { nodes: [node], witnesses: [] } satisfies Members, figure };
  return { ground: ground as Pick<DrillGround, "members" | "figure">, asked, figures };
}

test("the memory limit is moved to where what is used is that share of it, and put back in the end", async () => {
  const { ground, asked } = nodeWith({ [LIMIT]: 4_000, [USED]: 850 });
  const fault = await limitAt(ground, "memory", 0.85);
  expect(asked).toEqual(["set_vm_memory_high_watermark absolute 1000"]);

  await fault[Symbol.asyncDispose]();

  expect(asked.slice(1)).toEqual(["set_vm_memory_high_watermark absolute 4000"]);
});

test("the disk limit is a share of what is free, not the other way round", async () => {
  const figures = {
    rabbitmq_disk_space_available_limit_bytes: 50,
    rabbitmq_disk_space_available_bytes: 3_000,
  };
  const { ground, asked } = nodeWith(figures);

  const fault = await limitAt(ground, "disk", 1 / 1.5);
  expect(asked).toEqual(["set_disk_free_limit 2000"]);

  figures.rabbitmq_disk_space_available_limit_bytes = 2_000;
  await fault.goOn?.();
  expect(asked).toHaveLength(1);
});

test("the limit follows what is used only where that has moved away from the share", async () => {
  const { ground, asked, figures } = nodeWith({ [LIMIT]: 1_000, [USED]: 850 });
  const fault = await limitAt(ground, "memory", 0.85);

  figures[USED] = 879;
  await fault.goOn?.();
  expect(asked).toHaveLength(1);

  figures[USED] = 765;
  await fault.goOn?.();
  expect(asked.slice(1)).toEqual(["set_vm_memory_high_watermark absolute 900"]);
});
