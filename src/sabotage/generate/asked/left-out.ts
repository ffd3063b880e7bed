import { COMPOSE_FILE } from "../../../stack/compose-cli.ts";
import type { Service } from "../../../stack/compose-file.ts";
import { isWithin, type Mutant } from "../mutant.ts";
import type { Outcome, Outcomes } from "../outcome.ts";

type Mounting = Pick<Service, "name" | "scale" | "volumes">;

/** Settings of services that this host has no image for, and that no other service reads. */
export function ofLeftOut(mutants: readonly Mutant[], services: readonly Mounting[]): Outcomes {
  const outcome: Outcome = { status: "beyond host" };
  const isLeftOut = ({ file, setting }: Mutant) => {
    if (file !== COMPOSE_FILE) return areLeftOut(services.filter((service) => reads(service, file)));
    return areLeftOut(services.filter(({ name }) => isWithin(setting, `services.${name}`)));
  };
  return new Map(mutants.filter(isLeftOut).map(({ id }) => [id, outcome]));
}

function areLeftOut(services: readonly Mounting[]): boolean {
  return services.length > 0 && services.every(({ scale }) => scale === 0);
}

function reads({ volumes }: Mounting, file: string): boolean {
  return volumes.some(({ kind, source }) => kind === "bind" && isWithin(file, source.replace(/^\.\//, "")));
}
