import { expect, test } from "vitest";
import type { RunningService } from "../stack/running-service.ts";
import { memberNamed } from "./members.ts";

const service = (name: string) => ({ name }) as RunningService;
const MEMBERS = { nodes: [service("one"), service("two")], witnesses: [service("witness")] } as const;

test("a member is found by its name among nodes and witnesses", () => {
  expect(memberNamed(MEMBERS, "two")).toBe(MEMBERS.nodes[1]);
  expect(memberNamed(MEMBERS, "witness")).toBe(MEMBERS.witnesses[0]);
});

test("a name that no member has is an error", () => {
  expect(() => memberNamed(MEMBERS, "three")).toThrow("three is no member of this broker");
});
