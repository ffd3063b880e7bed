import { proves, test } from "../../fixtures/test.ts";

test.describe("The host has memory and disk to spare", () => {
  test("memory is available to programs", proves("memory-free"), async ({ host, criterion }) => {
    criterion("memory-free").measured(await host.availableMemoryGib());
  });

  test(
    "disk space is free where Docker keeps its data",
    proves("disk-free"),
    async ({ host, criterion, skip }) => {
      const disk = await host.dockerDisk();
      if (!disk) return skip("the engine keeps its data on another host or in a virtual machine");

      criterion("disk-free").measured(disk.freeGib, { folder: disk.folder });
    },
  );
});
