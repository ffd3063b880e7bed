import { z } from "zod";
import { BROKERS } from "../../brokers/all.ts";
import { RabbitMQAdmin } from "../../brokers/rabbitmq/rabbitmq-admin.ts";
import { RedisAdmin } from "../../brokers/redis/redis-admin.ts";
import { digestsOfTree } from "../../report/results/tree.ts";
import { engine } from "../../stack/engine.ts";
import type { RunningService } from "../../stack/running-service.ts";

type Values = Readonly<Record<string, string>>;

/** A stack as it really is, whatever a rollback says of it: each part by name. */
export interface StackState {
  /** Every file of its folder, without what rollbacks keep there, with its digest. */
  files: Values;
  /** By service the engine's id of the image that its container runs. */
  images: Values;
  /** By service what is mounted where. */
  mounts: Values;
  /** By broker and name every setting in force. */
  settings: Values;
}

const definitionsSchema = z.record(z.string(), z.unknown());
/** What RabbitMQ has been told to be; users have hashes that are others after each start. */
const DECLARED = ["policies", "queues", "exchanges", "bindings", "permissions", "parameters"];

/** Settings in force, whole, of the brokers that tell them in a way of their own. */
const TOLD: Readonly<Record<string, (service: RunningService) => Promise<Values>>> = {
  async redis(service) {
    return pairsOf(await new RedisAdmin(service).command("CONFIG", "GET", "*"));
  },
  async rabbitmq(service) {
    const told = definitionsSchema.parse(JSON.parse(await new RabbitMQAdmin(service).definitions()));
    return Object.fromEntries(DECLARED.map((kind) => [kind, canonical(told[kind])]));
  },
};

/** @param services those that are looked at, with the brokers among them */
export async function stateOf(root: string, services: readonly RunningService[]): Promise<StackState> {
  const images = services.map(({ name, imageId }): [string, string] => [name, imageId]);
  const mounts = services.map(async ({ name, id }): Promise<[string, string]> => [name, await mountsOf(id)]);
  const brokers = services.flatMap((service) => {
    const broker = BROKERS.find(({ nodes }) => nodes[0] === service.name);
    return broker ? [{ broker, service }] : [];
  });
  const settings = brokers.map(async ({ broker, service }) => {
    const told = await (TOLD[broker.id] ?? broker.speedSettings)(service);
    return Object.entries(told).map(([name, value]): [string, string] => [`${broker.id} ${name}`, value]);
  });
  return {
    files: digestsOfTree(root),
    images: Object.fromEntries(images),
    mounts: Object.fromEntries(await Promise.all(mounts)),
    settings: Object.fromEntries((await Promise.all(settings)).flat()),
  };
}

/** Of a setting no more is said than that it is another one: it may be a credential. */
const SECRET = /pass|auth|user|permissions/i;
const LONGEST = 60;

/** What of a stack is other than it was before, in words; nothing for one that is as before. */
export function differencesBetween(before: StackState, now: StackState): string[] {
  const settings = namesOf(before.settings, now.settings).map((name) => {
    const [was, is] = [before.settings[name] ?? "none", now.settings[name] ?? "none"];
    const isShown = !SECRET.test(name) && was.length + is.length <= LONGEST;
    return isShown ? `${name} is ${is}, and was ${was}` : `${name} is another`;
  });
  return [
    ...namesOf(before.files, now.files).map((name) => `the file ${name} is another`),
    ...namesOf(before.images, now.images).map((name) =>
      now.images[name] ? `${name} runs the image ${now.images[name]}` : `${name} does not run`,
    ),
    ...namesOf(before.mounts, now.mounts).map(
      (name) => `${name} has ${now.mounts[name] ?? "nothing"} mounted, and had ${before.mounts[name]}`,
    ),
    ...settings,
  ];
}

/** Names whose values differ. */
function namesOf(before: Values, now: Values): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => before[name] !== now[name]);
}

async function mountsOf(container: string): Promise<string> {
  const { Mounts } = await (await engine()).getContainer(container).inspect();
  const each = Mounts.map(({ Name, Source, Destination, RW }) =>
    [`${Name ?? Source} at ${Destination}`, ...(RW ? [] : ["read-only"])].join(", "),
  );
  return each.sort().join("; ");
}

/** A reply of Redis: names and values in turn, or by name. */
function pairsOf(reply: unknown): Values {
  const flat = Array.isArray(reply) ? reply.map(String) : Object.entries(Object(reply)).flat().map(String);
  const names = flat.filter((_, index) => index % 2 === 0);
  return Object.fromEntries(names.map((name, index) => [name, flat[2 * index + 1] ?? ""]));
}

/** As JSON, with every list and every object in an order that does not depend on when it was told. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "none";
  const entries = Object.entries(value).sort(([a], [b]) => a.localeCompare(b));
  return `{${entries.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(",")}}`;
}
