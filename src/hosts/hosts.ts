import { readFileSync, writeFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import { exclusively } from "../kernel/exclusively.mjs";
import { exitCodeOfSignal } from "../kernel/exit-codes.mjs";
import { onPath } from "../kernel/on-path.ts";
import { Problem } from "../kernel/problem.ts";
import { runSteps, type Step } from "../kernel/steps.ts";
import { aptInstall, mayInstall, whyNotInstall } from "../setup/install.ts";
import { setUp } from "../setup/set-up.ts";
import { ROOT } from "../stack/compose-file.ts";
import { Bench, type Kind } from "./kind.ts";
import { KINDS } from "./kinds/all.ts";
import { pageOf } from "./page.ts";
import { describeRow, type Row } from "./row.ts";
import { KEPT, runKind } from "./run-kind.ts";
import { Workshop } from "./workshop.ts";

/** Programs that are needed to make hosts, and their Debian packages. */
const PROGRAMS = {
  git: "git",
  ip: "iproute2",
  newuidmap: "uidmap",
  nsenter: "util-linux",
  rootlesskit: "rootlesskit",
  setpriv: "util-linux",
  slirp4netns: "slirp4netns",
  tini: "tini",
  useradd: "passwd",
};

/**
 * Makes these kinds of host one after the other and runs a sign-off on each. With all of them docs/hosts.md is written.
 *
 * @returns whether each is as expected, or can't be made here
 * @throws Problem when this machine can make none
 */
export async function runHosts(kinds: readonly Kind[], { keep = false } = {}): Promise<boolean> {
  if (!(await mayInstall())) throw notHere(await whyNotInstall());
  return exclusively("Hosts of other kinds", async () => {
    await setUp();
    const workshop = await Workshop.open({ keep });
    const onSignal = (signal: NodeJS.Signals) => {
      console.error(`\n${signal}: removing what was made`);
      workshop[Symbol.asyncDispose]().finally(() => process.exit(exitCodeOfSignal(signal)));
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, onSignal);
    const rows: Row[] = [];
    const bench = new Bench(workshop);
    try {
      await runSteps([packages, ...kinds.map((kind) => stepOf(kind, { bench, rows }))]);
    } finally {
      await workshop[Symbol.asyncDispose]();
    }
    tell(rows);
    if (rows.length === KINDS.length && kinds.every((kind) => KINDS.includes(kind)))
      writeFileSync(join(ROOT, "docs/hosts.md"), pageOf(rows, { machine: machine() }));
    return rows.every(({ deviations }) => deviations.length === 0);
  });
}

const packages: Step = {
  name: "Debian packages",
  async ensure(progress) {
    const missing = new Set<string>();
    for (const [program, name] of Object.entries(PROGRAMS)) if (!(await onPath(program))) missing.add(name);
    if (missing.size === 0) return "present";
    await aptInstall([...missing], progress);
    return `${[...missing].join(", ")} installed`;
  },
};

function stepOf(kind: Kind, { bench, rows }: { bench: Bench; rows: Row[] }): Step {
  return {
    name: kind.title,
    async ensure(progress) {
      const row = await runKind(kind, bench.showing(progress), progress);
      rows.push(row);
      return row.deviations.length === 0 ? describeRow(row) : "NOT as expected, see below";
    },
  };
}

function tell(rows: readonly Row[]): void {
  for (const { kind, deviations } of rows) {
    if (deviations.length === 0) continue;
    console.log(`\n${kind.id}: not as expected (log and report: ${join(KEPT, kind.id)})`);
    for (const deviation of deviations) console.log(`  ${deviation}`);
  }
}

function machine(): string {
  const [, name = "an unknown system"] =
    /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync("/etc/os-release", "utf8")) ?? [];
  return `${name}, kernel ${release()}, ${cpus().length} processors, ${Math.round(totalmem() / 2 ** 30)} GiB`;
}

function notHere(why: string): Problem {
  return new Problem({
    subject: "hosts of other kinds",
    expected: "root on Debian or Ubuntu, where users, network namespaces and engines can be made",
    seen: why,
    remedy: "run it as root on such a machine; the nightly workflow does",
  });
}
