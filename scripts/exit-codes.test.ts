import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "exit-codes-"));
afterAll(() => rmSync(folder, { recursive: true }));

const BROKEN = join(folder, "broken.yaml");
writeFileSync(BROKEN, "redis: [");

/** Inputs that no judge has an opinion about, by command. */
test.concurrent.for([
  ["load", "--unknown"],
  ["load", "--url", "redis://u:100%safe@127.0.0.1:1"],
  ["load", "--url", "redis://127.0.0.1:1"],
  ["load", "--frames", join(folder, "none")],
  ["signoff", "--profile", "none"],
  ["signoff", "--allow-faults"],
  ["signoff", "--target", BROKEN],
  ["signoff", "--target", folder],
  ["signoff", "--shard", "5/4"],
  ["signoff", "--shard", "1/2", "block0/ports"],
  ["signoff", "--shard", "1/2", "--durations", BROKEN],
  ["signoff", "--durations", BROKEN],
  ["rollback", "--stack", folder, "--list", "--save"],
  ["rollback", "--stack", folder, "--to", "none"],
  ["report", "--from", folder],
  ["report", "--from", BROKEN],
  ["report", "--lang", "none"],
  ["report", "--merge", folder],
  ["report", "--merge", folder, "--verify"],
  ["matrix", "--unknown"],
  ["soak", "--unknown"],
  ["durability", "--unknown"],
  ["dashboard", "--unknown"],
  ["doctor", "--unknown"],
  ["sabotage", "--unknown"],
  ["bench", "--unknown"],
  ["compare", "--unknown"],
  ["compare", "--brokers", "none"],
  ["compare", "--rounds", "0"],
  ["docs", "--port", "0"],
  ["setup", "--unknown"],
  ["test", "--unknown"],
])(
  "%s exits 3, with what was expected, what was seen and what to do",
  async ([command = "", ...args], { expect }) => {
    const script = join(import.meta.dirname, `${command}.ts`);
    const { exitCode, stderr } = await execa(process.execPath, [script, ...args], { reject: false });

    expect(stderr).toMatch(/expected .*saw .*What to do: /s);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(stderr).not.toContain("100%safe");
    expect(exitCode).toBe(3);
  },
);
