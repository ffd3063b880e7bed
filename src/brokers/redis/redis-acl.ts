import type { Redis } from "ioredis";
import { messageOf } from "../../kernel/problem.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { fieldsOf, listOf } from "./reply.ts";

/** A command, or a subcommand of one that has some: "xadd", "xgroup|create". */
interface Command {
  name: string;
  /** How many words it takes, its own among them; negative for at least so many. */
  arity: number;
}

/** A user as the server has it. */
export interface SeenUser {
  name: string;
  /** "on", "nopass". */
  flags: readonly string[];
  /** SHA-256 of each, in hex. */
  passwords: readonly string[];
  /** Those of all commands that the server would let it run, whatever rules say so. */
  commands: readonly string[];
  /** Patterns, without the sign before them. */
  keys: readonly string[];
  channels: readonly string[];
  /** Rules that hold for a command alone: a further set of rights, or a first argument. */
  special: readonly string[];
}

/** Everything that a server says of its users. */
export interface SeenAcl {
  users: SeenUser[];
  /** How many commands the server has. */
  commands: number;
}

/** @throws Undetermined when the server does not say what a user may do, as before Redis 7 */
export async function readAcl(redis: Redis): Promise<SeenAcl> {
  const commands = commandsOf(await redis.call("COMMAND"));
  const names = textsOf(await redis.call("ACL", "USERS"));
  const users = await Promise.all(names.map((name) => readUser(redis, name, commands)));
  return { users, commands: commands.length };
}

/** The commands of a category, with the subcommands of those that have some. */
export async function commandsIn(redis: Redis, category: string): Promise<string[]> {
  return textsOf(await redis.call("ACL", "CAT", category)).map((name) => name.toLowerCase());
}

/** Why a server would refuse a command with its arguments; none where it would not. */
export async function refusalOf(
  redis: Redis,
  user: string,
  command: readonly string[],
): Promise<string | undefined> {
  const answer = String(await redis.call("ACL", "DRYRUN", user, ...command));
  return answer === "OK" ? undefined : answer;
}

async function readUser(redis: Redis, name: string, commands: readonly Command[]): Promise<SeenUser> {
  const said = fieldsOf(await redis.call("ACL", "GETUSER", name));
  const may = await Promise.all(commands.map((command) => mayRun(redis, name, command)));
  const rules = textsOf(said.get("commands"));
  return {
    name,
    flags: textsOf(said.get("flags")),
    passwords: textsOf(said.get("passwords")),
    commands: commands.filter((_, index) => may[index]).map((command) => command.name),
    keys: textsOf(said.get("keys")).map((pattern) => pattern.replace(/^(%[RW]+)?~/i, "")),
    channels: textsOf(said.get("channels")).map((pattern) => pattern.replace(/^&/, "")),
    special: [...selectorsOf(said.get("selectors")), ...firstArguments(rules, commands)],
  };
}

/**
 * Whether the server would let a user run a command, whatever its arguments: keys are asked about by themselves. It says that
 * another thing than the command is what it refuses.
 */
async function mayRun(redis: Redis, user: string, { name, arity }: Command): Promise<boolean> {
  const words = name.split("|");
  const missing = Math.max(0, Math.abs(arity) - words.length);
  try {
    const refusal = await refusalOf(redis, user, [...words, ...Array<string>(missing).fill("1")]);
    return refusal === undefined || !/permissions? to run/.test(refusal);
  } catch (thrown) {
    // A module's command may be one that the server does not look up so.
    if (name.includes(".")) return false;
    throw new Undetermined(`the server does not say whether ${user} may run ${name}: ${messageOf(thrown)}`, {
      cause: thrown,
    });
  }
}

/** Those without subcommands, and the subcommands of the others. */
function commandsOf(reply: unknown): Command[] {
  return listOf(reply).flatMap((entry) => {
    const [name, arity, , , , , , , , below] = listOf(entry);
    const within = commandsOf(below);
    return within.length > 0 ? within : [{ name: String(name).toLowerCase(), arity: Number(arity) }];
  });
}

/** Rules that allow a command with one first argument alone: "+select|0". A subcommand is a command of its own. */
function firstArguments(rules: readonly string[], commands: readonly Command[]): string[] {
  const known = new Set(commands.map(({ name }) => name));
  return rules.filter((rule) => rule.startsWith("+") && rule.includes("|") && !known.has(rule.slice(1)));
}

function selectorsOf(reply: unknown): string[] {
  return listOf(reply).map((selector) => {
    const said = fieldsOf(selector);
    const parts = ["commands", "keys", "channels"].flatMap((part) => textsOf(said.get(part)));
    return `(${parts.join(" ")})`;
  });
}

/** Words of a text or of a list of texts. */
function textsOf(reply: unknown): string[] {
  const texts = typeof reply === "string" ? [reply] : listOf(reply).map(String);
  return texts.flatMap((text) => text.split(" ")).filter((word) => word !== "");
}
