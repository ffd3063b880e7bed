import { expect, test } from "vitest";
import { withCommands, withoutServices } from "./composed.ts";

const COMPOSED = {
  services: {
    prometheus: { image: "prometheus", command: ["--config.file=a"] },
    redis: { image: "redis", command: ["start.sh"] },
    alertmanager: { image: "alertmanager" },
  },
};

test("a service whose command is changed is started otherwise, and the others as they are delivered", () => {
  const flagged = (command: readonly string[]) => [...command, "--flag"];

  const { services } = withCommands(COMPOSED, { prometheus: flagged, alertmanager: flagged });

  expect(Object.entries(services).map(([id, { command }]) => [id, command])).toEqual([
    ["prometheus", ["--config.file=a", "--flag"]],
    ["redis", ["start.sh"]],
    ["alertmanager", ["--flag"]],
  ]);
});

test("without any change nothing is", () => {
  expect(withCommands(COMPOSED)).toEqual(COMPOSED);
});

test("services that a run has no use for are left out", () => {
  expect(Object.keys(withoutServices(COMPOSED, ["redis", "nats"]).services)).toEqual([
    "prometheus",
    "alertmanager",
  ]);
  expect(withoutServices(COMPOSED)).toEqual(COMPOSED);
});
