import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { ComposedStack } from "../../stack/composed-stack.ts";
import { Exposure } from "./exposure.ts";

test.each([[[]], [["redis", "rabbitmq"]], [["redis", "redis-exporter"]]])(
  "where only %j runs, what users may do stays open",
  async (names) => {
    const running = async () => names.map((name) => ({ name }));
    const exposure = new Exposure({ running } as unknown as ComposedStack);

    await expect(exposure.userRights()).rejects.toThrow(
      new Undetermined("redis, redis-exporter and rabbitmq have to run, to see what their users may do"),
    );
  },
);
