import { Lab } from "../src/hosts/lab/lab.ts";
import { folderOfLab } from "../src/hosts/lab/lab-record.ts";
import { labsUp, removeAbandonedLabs, removeLab } from "../src/hosts/lab/removal.ts";
import { whyNoLab } from "../src/hosts/lab/requirements.ts";
import { EXIT } from "../src/kernel/exit-codes.mjs";
import { Problem } from "../src/kernel/problem.ts";
import { runSteps } from "../src/kernel/steps.ts";
import { setUp } from "../src/setup/set-up.ts";
import { commandWith } from "./command-with.ts";
import { runCommand } from "./run-command.ts";

const LEAST = 1;
const MOST = 9;

const program = commandWith("npm run hosts:lab --", [
  "npm run hosts:lab -- up",
  "npm run hosts:lab -- status",
  "npm run hosts:lab -- down",
])
  .description(
    "Hosts on this machine, each a Docker Engine with its own network, name and disk, joined as one Swarm: to try what takes several hosts.",
  )
  .argument("<what>", "up, down or status")
  .option("--name <name>", "which lab, where there are several side by side", "lab")
  .option("--hosts <number>", "how many hosts it has", "3")
  .addHelpText(
    "after",
    `
More examples:
  npm run hosts:lab -- up --name second --hosts 5

It takes root on Debian or Ubuntu, and installs what is missing. Everything of a lab is inside namespaces of its own: this
machine's engine, network and firewall stay as they are, and with its first process all of it ends. A lab that is up stays
until it is taken down, or the machine restarts. The first one hands the images of the stack over, and keeps a disk with
them in node_modules/.cache for later ones.

Exit codes:
  0 done, 3 could not`,
  );

await runCommand(program, async () => {
  const { name, hosts } = program.opts<{ name: string; hosts: string }>();
  const [what = ""] = program.args;
  folderOfLab(name);
  if (what === "up") await up(name, numberOf(hosts));
  else if (what === "down") await down(name);
  else if (what === "status") await status();
  else program.error(`unknown: ${what}; up, down or status`);
  return EXIT.good;
});

async function up(name: string, hosts: number): Promise<void> {
  await setUp({ hasLab: true });
  await runSteps([
    {
      name: `Lab ${name}`,
      async ensure(progress) {
        const why = await whyNoLab();
        if (why) throw noLab(why);
        await Lab.up({ name, hosts, isKept: true, progress });
        return `${hosts} hosts are up`;
      },
    },
  ]);
  describe(Lab.of(name));
}

async function down(name: string): Promise<void> {
  await runSteps([
    {
      name: `Lab ${name}`,
      async ensure() {
        const abandoned = await removeAbandonedLabs();
        if (abandoned.includes(name)) return "removed what a killed run had left";
        if (!labsUp().includes(name)) return "there is none";
        await removeLab(folderOfLab(name));
        return "down, and nothing is left of it";
      },
    },
  ]);
}

async function status(): Promise<void> {
  const names = labsUp();
  if (names.length === 0) console.log("No lab is up: npm run hosts:lab -- up");
  for (const name of names) describe(Lab.of(name));
}

function describe(lab: Lab): void {
  console.log(`\nLab ${lab.name}`);
  for (const host of lab.hosts) {
    const power = lab.initOf(host) === 0 ? "without power" : "up";
    console.log(
      `  ${host.name.padEnd(8)} ${host.address.padEnd(13)} ${power}  docker --host unix://${host.socket} ps`,
    );
  }
}

function numberOf(text: string): number {
  const hosts = Number(text);
  if (Number.isInteger(hosts) && hosts >= LEAST && hosts <= MOST) return hosts;
  throw new Problem({
    subject: "--hosts",
    expected: `a whole number from ${LEAST} to ${MOST}`,
    seen: text,
    remedy: "npm run hosts:lab -- up --hosts 3",
  });
}

function noLab(why: string): Problem {
  return new Problem({
    subject: "a lab of hosts",
    expected: "root on Debian or Ubuntu, with namespaces and loop devices",
    seen: why,
    remedy: "run it as root on such a machine",
  });
}
