import { Option } from "commander";
import { certificatesIn } from "../src/hosts/swarm/certificates.ts";
import { deploy, undeploy } from "../src/hosts/swarm/deploy.ts";
import { EXIT } from "../src/kernel/exit-codes.mjs";
import { runSteps } from "../src/kernel/steps.ts";
import { commandWith } from "./command-with.ts";
import { runCommand } from "./run-command.ts";
import { swarmPlace } from "./swarm-place.ts";

interface Options {
  context?: string;
  lab?: string;
  name: string;
  withNats?: true;
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
  .option("--remove", "remove the stack; its volumes stay on their hosts")
  .addHelpText(
    "after",
    `
It reads docker-compose.yml, config/tls/compose.yml, config/swarm/compose.yml and .env. Files that the services read become
configs, keys and credentials secrets. The hosts get the labels broker.slot and broker.member; those that have them keep them.
Certificates are made in tls/ where there are none: for other names than the hosts' addresses, make them before
(sh config/tls/make-certificates.sh tls NAME...). Every host has to have the images, or reach a registry that has.

A change is deployed by running it again: services whose settings changed start anew.

Exit codes:
  0 deployed, 3 could not`,
  );

await runCommand(program, async () => {
  const { context, lab, name, withNats, remove } = program.opts<Options>();
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
        await deploy({ at, name, profiles: withNats ? ["ha", "nats-ha"] : ["ha"], certificates, progress });
        return "every service runs";
      },
    },
  ]);
  return EXIT.good;
});
