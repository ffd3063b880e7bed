import { Option } from "commander";
import { certificatesIn } from "../src/hosts/swarm/certificates.ts";
import { type Deploying, deploy, undeploy } from "../src/hosts/swarm/deploy.ts";
import { EXIT } from "../src/kernel/exit-codes.mjs";
import { runSteps } from "../src/kernel/steps.ts";
import { memberByMember } from "../src/rollout/member-by-member.ts";
import { commandWith } from "./command-with.ts";
import { runCommand } from "./run-command.ts";
import { swarmPlace } from "./swarm-place.ts";

interface Options {
  context?: string;
  lab?: string;
  name: string;
  withNats?: true;
  atOnce?: true;
  remove?: true;
}

const program = commandWith("npm run deploy --", [
  "npm run deploy -- --context staging",
  "npm run hosts:lab -- up && npm run deploy -- --lab lab",
  "npm run deploy -- --context staging --remove",
])
  .description(
    "Deploys the stack on the hosts of a Docker Swarm: a member of each broker on each of three hosts, clients over TLS.",
  )
  .option("--context <name>", "the Docker context of a manager of the Swarm")
  .addOption(new Option("--lab <name>", "the hosts of a lab on this machine").conflicts("context"))
  .option("--name <name>", "the name of the stack in the Swarm", "frames")
  .option("--with-nats", "NATS too, as a cluster of three")
  .option(
    "--at-once",
    "start all changed members anew together: while some are away, or with other credentials",
  )
  .option("--remove", "remove the stack; its volumes stay on their hosts")
  .addHelpText(
    "after",
    `
It reads docker-compose.yml, config/tls/compose.yml, config/swarm/compose.yml and .env. Files that the services read become
configs, keys and credentials secrets. The hosts get the labels broker.slot and broker.member; those that have them keep them.
Certificates are made in tls/ where there are none: for other names than the hosts' addresses, make them before
(sh config/tls/make-certificates.sh tls NAME...). Every host has to have the images, or reach a registry that has.

A change is deployed by running it again. Members of a broker whose settings changed start anew one after the other, the node
that takes the frames last: each is waited for until nothing of the broker is missing or behind. A container on the manager's
host asks them, so that it needs RabbitMQ's image there. Where a member does not come back, the others stay as they are.

Exit codes:
  0 deployed, 3 could not`,
  );

await runCommand(program, async () => {
  const { context, lab, name, withNats, atOnce, remove } = program.opts<Options>();
  const { at, certificates } = swarmPlace("npm run deploy", { context, lab });
  await runSteps([
    {
      name: `Stack ${name}`,
      async ensure(progress) {
        if (remove) {
          await undeploy(at, name);
          return "removed; its volumes are on their hosts";
        }
        await certificatesIn(certificates, at);
        const profiles = withNats ? ["ha", "nats-ha"] : ["ha"];
        const inTurn: Deploying["inTurn"] = (changed, replace) =>
          memberByMember({ at, name, progress }, changed, replace);
        await deploy({ at, name, profiles, certificates, progress, ...(atOnce ? {} : { inTurn }) });
        return "every service runs";
      },
    },
  ]);
  return EXIT.good;
});
