import { Problem } from "../kernel/problem.ts";
import { holderOf, type Listed } from "./folder-project.ts";

interface Holder extends Listed {
  Names: readonly string[];
  Ports: readonly { PublicPort?: number }[];
}

const NAME_TAKEN = /container name "([^"]+)" is already in use/;
const PORT_TAKEN = /:(\d+)(?: failed)?: (?:port is already allocated|bind: address already in use)/;

/**
 * What Docker refused because somebody holds a name or a port, with whose container that is; any other failure as it is.
 * @param containers all of the engine
 */
export function withHolder(thrown: unknown, containers: readonly Holder[], root: string): unknown {
  if (!(thrown instanceof Problem)) return thrown;
  const [, name] = NAME_TAKEN.exec(thrown.message) ?? [];
  const [, port] = PORT_TAKEN.exec(thrown.message) ?? [];
  const holder = containers.find(
    ({ Names, Ports }) =>
      Names.includes(name ?? "") || Ports.some(({ PublicPort }) => port && PublicPort === Number(port)),
  );
  if (!holder) return thrown;
  const what = name ? `the name ${name.replace(/^\//, "")}` : `port ${port}`;
  return new Problem(
    {
      ...thrown.parts,
      seen: `${what} held by ${holderOf(holder.Names[0] ?? "", holder.Labels, root)}`,
      remedy: "stop what holds it (docker stop, or docker compose down in that folder), then run this again",
    },
    { cause: thrown },
  );
}
