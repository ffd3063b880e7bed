import { BROKERS } from "../../brokers/all.ts";
import type { Service } from "../../stack/compose-file.ts";

type Checked = Pick<Service, "name" | "healthcheck">;

/**
 * Members of profile ha whose health check was not tried, and asks otherwise than that of their sibling: the one that was tried,
 * or what most of them ask.
 * @param tried names of services whose check was
 */
export function otherwiseLookedAt(services: readonly Checked[], tried: readonly string[]): string[] {
  const groups = BROKERS.flatMap(({ nodes, witnesses }) => [nodes, witnesses]);
  return groups.flatMap((names) => {
    const members = services.filter(({ name }) => names.includes(name));
    const model = members.find(({ name }) => tried.includes(name)) ?? mostAlike(members);
    if (!model) return [];
    return members
      .filter((member) => !tried.includes(member.name) && checkOf(member) !== checkOf(model))
      .map(
        (member) =>
          `${member.name} is looked at otherwise than ${model.name} (${checkOf(member)} in place of ${checkOf(model)})`,
      );
  });
}

/** One with the check that most have; the first of them where several are as frequent. */
function mostAlike(members: readonly Checked[]): Checked | undefined {
  const alike = [...Map.groupBy(members, checkOf).values()];
  const [[first] = []] = alike.toSorted((one, other) => other.length - one.length);
  return first;
}

function checkOf({ healthcheck }: Checked): string {
  return healthcheck.test.join(" ");
}
