import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import { control } from "./control.ts";
import { RunningControl } from "./running-control.ts";

test("what the control confirmed is on the disk of its folder, and nothing of it is left afterwards", async () => {
  const folder = scratchFolder("control-");
  {
    await using running = await RunningControl.start(folder);
    await using publisher = await control.at(running.target).openPublisher();
    expect((await running.report()).bytesOnDisk).toBe(0);

    await publisher.publish(Buffer.alloc(1_000));
    const { bytesOnDisk, fsyncs, processorMs } = await running.report();

    expect(bytesOnDisk).toBe(1_004);
    expect(fsyncs.tookMs).toHaveLength(1);
    expect(fsyncs.tookMs[0]).toBeGreaterThan(0);
    expect(processorMs).toBeGreaterThan(0);
  }
  expect(readdirSync(folder)).toEqual([]);
});

test("a control that can't write does not start", async () => {
  await expect(RunningControl.start("/does/not/exist")).rejects.toThrow(/ENOENT/);
});
