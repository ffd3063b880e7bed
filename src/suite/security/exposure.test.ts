import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { ROOT } from "../../stack/compose-file.ts";
import type { ComposedStack } from "../../stack/composed-stack.ts";
import { Exposure } from "./exposure.ts";

test.each([[[]], [["redis", "rabbitmq"]], [["redis", "redis-exporter"]]])(
  "where only %j runs, what users may do stays open",
  async (names) => {
    const runningAsStarted = async () => names.map((name) => ({ name }));
    const exposure = new Exposure(ROOT, async () => [{ runningAsStarted } as unknown as ComposedStack]);

    await expect(exposure.userRights()).rejects.toThrow(
      new Undetermined("redis, redis-exporter and rabbitmq have to run, to see what their users may do"),
    );
  },
);

test("a stack that does not start leaves open what only a container shows", async () => {
  const exposure = new Exposure(ROOT, () => Promise.reject(new Undetermined("the engine is gone")));

  await expect(exposure.excess()).rejects.toThrow("the engine is gone");
  await expect(exposure.openPorts()).rejects.toThrow("the engine is gone");
});
