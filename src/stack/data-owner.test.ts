import { expect, test } from "vitest";
import { readComposeFile } from "./compose-file.ts";

const services = Object.values(readComposeFile({ env: {}, dotEnv: false }).services);

test("every broker that writes a volume has the script that says whose it is", () => {
  const writes = services.filter(({ user, volumes }) => {
    const isBroker = user === "redis" || user === "rabbitmq";
    return isBroker && volumes.some(({ kind }) => kind === "volume");
  });

  expect(writes).toHaveLength(9);
  for (const { volumes } of writes) {
    expect(volumes.map(({ source }) => source)).toContain("./config/data-owner.sh");
  }
});
