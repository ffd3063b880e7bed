import { expect, test } from "vitest";
import { heredocLines, scriptMutants } from "./scripts.ts";

const SCRIPT = [
  "# as '+xadd' does",
  "printf 'user %s -@all +info %s' \"$1\"",
  "exec redis-server r.conf --loglevel=debug - <<END",
  "port 26379",
  "$(producer '~frames' '+xadd')",
  "$" + '{REDIS_PASSWORD:+sentinel auth-pass frames $(quoted "$REDIS_PASSWORD")}',
  "min-replicas-to-write $" + "{replicas:-0}",
  "    $(may consumer '' '' '^frame_queue$')",
  "END",
  'export ARGS="-kernel net_setuptime 2"',
].join("\n");

test("a here-document is what stands between its marks", () => {
  expect(heredocLines("a\ncat <<END\nb\nEND\nc")).toEqual(["b"]);
});

test("settings, users' rights, options and what depends on a variable are changed", () => {
  const ids = scriptMutants("s.sh", SCRIPT).map(({ id }) => id.replace("s.sh:", ""));

  expect(ids).toEqual([
    "port (removed)",
    "port=263790",
    "port=2638",
    "min-replicas-to-write (removed)",
    "min-replicas-to-write=$" + "{replicas:-1}",
    "user producer (removed)",
    "user producer=+@all",
    "sentinel auth-pass frames of REDIS_PASSWORD (removed)",
    "permissions consumer configure=.*",
    "permissions consumer write=.*",
    "permissions consumer read=.*",
    "permissions consumer read=",
    "every user -@all (removed)",
    "every user +info (removed)",
    "--loglevel=debug (removed)",
    "producer ~frames (removed)",
    "producer +xadd (removed)",
    "-kernel net_setuptime=20",
    "-kernel net_setuptime=1",
  ]);
});

test("each changes one line, and the rest of the script stays", () => {
  for (const { id, apply } of scriptMutants("s.sh", SCRIPT)) {
    const before = SCRIPT.split("\n");
    const after = apply(SCRIPT).split("\n");
    expect(
      before.filter((line) => !after.includes(line)),
      id,
    ).toHaveLength(1);
  }
});

test.for([
  ["user producer=+@all", "$(producer '~frames' '+xadd' '+@all')"],
  ["producer ~frames (removed)", "$(producer '+xadd')"],
  ["permissions consumer write=.*", "    $(may consumer '' '.*' '^frame_queue$')"],
  ["every user -@all (removed)", "printf 'user %s +info %s' \"$1\""],
] as const)("%s is written as %s", ([id, line]) => {
  const mutant = scriptMutants("s.sh", SCRIPT).find((each) => each.id === `s.sh:${id}`);
  expect(mutant?.apply(SCRIPT).split("\n")).toContain(line);
});
