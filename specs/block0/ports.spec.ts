import { enough, proves, test } from "../../fixtures/test.ts";

test.describe("The ports of the stack are available", () => {
  test(
    "no one but this stack holds a port that the compose file publishes",
    proves("ports-free").needs("seenHost"),
    async ({ host, criterion }) => {
      const holders = await host.foreignPortHolders();

      enough(host.publishedPorts(), 1, "ports are published");
      const byPort = holders.map(({ port, holder }) => [`port ${port}`, `held by ${holder}`]);
      criterion("ports-free").measured(holders.length, Object.fromEntries(byPort));
    },
  );
});
