import { expect, test } from "vitest";
import { COMPOSE_FILE } from "../../../stack/compose-cli.ts";
import type { Mutant } from "../mutant.ts";
import { ofLeftOut } from "./left-out.ts";

const mounting = (name: string, scale: number, ...sources: string[]) => ({
  name,
  scale,
  volumes: sources.map((source) => ({ kind: "bind" as const, source, target: "/etc/x", readOnly: true })),
});
const mutant = (file: string, setting: string): Mutant => ({
  id: `${file}:${setting}`,
  file,
  setting,
  kind: "removed",
  apply: (text) => text,
});

test("settings that nobody but a service without an image reads are beyond the host", () => {
  const services = [
    mounting("board", 0, "./config/board", "./config/shared"),
    mounting("board-2", 1, "./config/shared"),
  ];
  const mutants = [
    mutant(COMPOSE_FILE, "services.board"),
    mutant(COMPOSE_FILE, "services.board.ports[1]"),
    mutant(COMPOSE_FILE, "services.board-2.ports[1]"),
    mutant(COMPOSE_FILE, "x-service.restart"),
    mutant("config/board/a.yml", "b"),
    mutant("config/boards/a.yml", "b"),
    mutant("config/shared/a.yml", "b"),
  ];

  expect([...ofLeftOut(mutants, services).keys()]).toEqual([
    `${COMPOSE_FILE}:services.board`,
    `${COMPOSE_FILE}:services.board.ports[1]`,
    "config/board/a.yml:b",
  ]);
});
