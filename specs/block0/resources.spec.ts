import { proves, test } from "../../fixtures/test.ts";

test.describe("The host has memory and disk to spare", () => {
  test(
    "memory is available to programs",
    proves("memory-free").needs("seenHost"),
    async ({ host, criterion }) => {
      criterion("memory-free").measured(await host.availableMemoryGib());
    },
  );

  test(
    "disk space is free where Docker keeps its data",
    proves("disk-free").needs("seenHost"),
    async ({ host, criterion, skipFor }) => {
      const disk = await host.dockerDisk();
      const text = "the engine keeps its data on another host or in a virtual machine";
      if (!disk) return skipFor({ kind: "host", text });

      criterion("disk-free").measured(disk.freeGib, { folder: disk.folder });
    },
  );
});
