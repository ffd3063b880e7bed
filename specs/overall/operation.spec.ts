import { enough, proves, test } from "../../fixtures/test.ts";

test.describe("The stack looks after itself", () => {
  test(
    "a service that stands still is seen as unhealthy in its time, and as healthy once it goes on",
    proves("unhealthy-seen").needs("ownStack", "faultTools"),
    async ({ operation, criterion }) => {
      const { running, starting } = operation.times;
      const { missed, longestSeconds, looked } = await operation.standstill();
      enough(looked, 6, "services stood still");

      criterion("unhealthy-seen").measured(
        {
          missed: missed.length,
          "seconds while it runs": running.seconds,
          "seconds from its start": starting.seconds,
        },
        {
          seen: missed.join("; ") || "none",
          services: looked,
          "slowest while it runs": running.name,
          "slowest from its start": starting.name,
          "longest seconds": longestSeconds,
        },
      );
    },
  );

  test(
    "a service whose server is killed comes back by itself",
    proves("comes-back").needs("ownStack", "faultTools"),
    async ({ operation, criterion }) => {
      const { missing, longestSeconds, looked } = await operation.comeback();
      enough(looked, 6, "servers were killed");

      criterion("comes-back").measured(
        { missing: missing.length, "seconds until its start": longestSeconds },
        { seen: missing.join("; ") || "none", services: looked },
      );
    },
  );
});
