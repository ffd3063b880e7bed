import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { MEMBERS_ARE_KNOWN } from "./queues-on-disk.ts";

const MEMBER = "2F_FRAN5XQHQR52FD7";
let data: string;
let quorum: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "mnesia-"));
  onTestFinished(() => rmSync(data, { recursive: true }));
  quorum = join(data, "rabbit@rabbitmq/quorum/rabbit@rabbitmq");
  mkdirSync(join(quorum, MEMBER), { recursive: true });
});

function asked(folder = data, env: Record<string, string> = {}) {
  const { exitCode, stdout } = execaSync("sh", ["-c", MEMBERS_ARE_KNOWN, "sh", folder], {
    reject: false,
    env,
  });
  return { exitCode, stdout };
}

function tables(names: string, meta: string): void {
  writeFileSync(join(quorum, "names.dets"), `\0\u0001${names}\0`);
  writeFileSync(join(quorum, "meta.dets"), `\0\u0001${meta}\0`);
}

test("a member whose name and term are written is known", () => {
  tables(MEMBER, MEMBER);

  expect(asked()).toEqual({ exitCode: 0, stdout: "" });
});

test("one whose name or term is not written yet is named with the table", () => {
  tables("2F_OTHER", MEMBER);
  expect(asked()).toEqual({ exitCode: 1, stdout: `names.dets lacks ${MEMBER}` });

  tables(MEMBER, "2F_OTHER");
  expect(asked()).toEqual({ exitCode: 1, stdout: `meta.dets lacks ${MEMBER}` });
});

test("a node whose environment names another folder is looked at there", () => {
  tables("2F_OTHER", MEMBER);

  expect(asked("/nowhere", { RABBITMQ_MNESIA_BASE: data }).stdout).toBe(`names.dets lacks ${MEMBER}`);
});

test("a version that keeps no such tables is not waited for", () => {
  expect(asked()).toEqual({ exitCode: 0, stdout: "" });
});
