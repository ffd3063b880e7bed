import { expect, test } from "vitest";
import { readComposeFile } from "../../stack/compose-file.ts";
import { namesTaken, whyOpen, whyUntried } from "./plan-commands.ts";

const noGrafana = {
  command: "curl localhost:3000",
  obstacle: { kind: "image", text: "the image of grafana is not on this host" },
} as const;
const noPython = {
  command: "python load_test.py",
  obstacle: { kind: "host", text: "this host has no python" },
} as const;

test("a command that can't be tried leaves the rest open, with the kind of the first obstacle", () => {
  expect(whyOpen({ failed: [], untried: [noGrafana, noPython] })).toEqual({
    kind: "image",
    text: "not every command can be tried here: curl localhost:3000: the image of grafana is not on this host; python load_test.py: this host has no python",
  });
});

test("nothing is open when every command was tried, or when one has failed already", () => {
  expect(whyOpen({ failed: [], untried: [] })).toBeUndefined();
  expect(whyOpen({ failed: ["redis-cli ping"], untried: [noPython] })).toBeUndefined();
});

const COMPOSE = readComposeFile({ dotEnv: false, env: {} });

test("a command is tried where the host has its programs", async () => {
  expect(await whyUntried({ needs: ["sh"] }, "quick", COMPOSE)).toBeUndefined();
  expect(await whyUntried({ needs: ["sh"], isLong: true }, "full", COMPOSE)).toBeUndefined();
});

test("what keeps a command from being tried is told with its kind, what is missing first", async () => {
  const needs = ["sh", "no-such-program", "nor-this-one"];
  const grafana = COMPOSE.services.grafana;
  if (!grafana) throw new Error("the compose file has no grafana");
  const without = { services: { ...COMPOSE.services, grafana: { ...grafana, scale: 0 } } };

  expect(await whyUntried({ needs, isLong: true }, "quick", COMPOSE)).toEqual({
    kind: "host",
    text: "this host has no no-such-program, nor-this-one",
  });
  expect(await whyUntried({ needs: ["sh"], isLong: true }, "quick", COMPOSE)).toMatchObject({
    kind: "profile",
  });
  expect(await whyUntried({ needs, asks: "grafana" }, "full", without)).toMatchObject({ kind: "image" });
  expect(await whyUntried({ needs: ["sh"], asks: "grafana" }, "full", COMPOSE)).toBeUndefined();
});

test("a container that has a name of the compose file is told with whose it is, and one beside it is not", () => {
  const labels = {
    "com.docker.compose.project": "shop",
    "com.docker.compose.project.working_dir": "/srv/shop",
  };
  const containers = [
    { Names: ["/redis"], Labels: labels },
    { Names: ["/redis-2"], Labels: labels },
    { Names: ["/rabbitmq"], Labels: {} },
  ];

  expect(namesTaken(containers, COMPOSE)).toEqual([
    expect.stringContaining("/srv/shop"),
    expect.stringContaining("rabbitmq"),
  ]);
  expect(namesTaken([], COMPOSE)).toEqual([]);
});
