import type { Broker, BrokerTarget } from "../../brokers/broker.ts";
import { targetOfMembers } from "../../brokers/target-from.ts";
import { onPath } from "../../kernel/on-path.ts";
import { whyLeftOut } from "../../stack/compose-file.ts";
import type { ComposedStack } from "../../stack/composed-stack.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import { exportersOf, startedBrokers } from "../record/started-brokers.ts";
import { TrialStack } from "../trial-stack/trial-stack.ts";
import { accessTo, guardedBrokers } from "./access-to.ts";
import { certificatesBeyondNeed } from "./certificates-read.ts";
import { type Credentials, newCredentials, secretsAmong } from "./credentials.ts";
import type { Finding } from "./finding.ts";
import { formerLogins } from "./former-logins.ts";
import { exportersOut } from "./keeping-old.ts";
import { membersIn, runningIn } from "./members-in.ts";
import { placesShowingOf, textsOfContainers } from "./places-that-show.ts";
import { withoutTls } from "./tls-offer.ts";
import { underLoad } from "./under-load.ts";

const SCRIPT = "config/change-credentials.sh";

/** What a change of every credential did to a stack in profile ha. */
export interface HaChange {
  /** Frames that were lost, corrupted or never sent, of all that were confirmed meanwhile. */
  broken: number;
  /** Frames that were confirmed meanwhile. */
  confirmed: number;
  /** Why frames were refused meanwhile, with how often. */
  refused: string;
  /** Servers that let someone in with former credentials, or do not know the new ones; exporters that do not get in. */
  keeping: string[];
}

/**
 * A composed copy of the stack in profile ha, with TLS where this host can make certificates, and with credentials of its own,
 * which are changed as docs/security.md says.
 */
export class HaSecurity implements AsyncDisposable {
  readonly #former = newCredentials();
  #now: Credentials | undefined;
  #trial: Promise<TrialStack> | undefined;
  #started: Promise<TrialStack> | undefined;

  /** The copy, once it runs. */
  async started(): Promise<ComposedStack> {
    return (await this.#start()).composed;
  }

  /** Members that let someone in without a password, or log in to others without one, each with what was seen. */
  async withoutPassword(): Promise<{ found: Finding[]; looked: number }> {
    const trial = await this.#start();
    const guarded = (await guardedBrokers()).map(({ broker }) => broker);
    const members = await runningIn(trial.composed, membersOf(guarded));
    const found = members.map(async (member) => {
      const seen = await (await accessTo(member)).withoutPassword(member);
      return seen.map((text): Finding => ({ service: member.name, about: text, text }));
    });
    return { found: (await Promise.all(found)).flat(), looked: members.length };
  }

  /** Where a credential that it had, or has now, can be read. */
  async placesThatShow(): Promise<{ places: string[]; looked: number }> {
    const { composed } = await this.#start();
    const all = [await this.#former, ...(this.#now ? [this.#now] : [])];
    const secrets = (await Promise.all(all.map(secretsAmong))).flat();
    return placesShowingOf(await textsOfContainers(composed), secrets);
  }

  /** Nodes that do not speak TLS, with what they said instead. */
  async withoutTls(): Promise<{ found: string[]; looked: number }> {
    const trial = await this.#start();
    const guarded = await guardedBrokers();
    const nodes = await runningIn(
      trial.composed,
      guarded.flatMap(({ broker }) => broker.nodes),
    );
    const flaws = await withoutTls(nodes, { ca: trial.authority, credentials: await this.#former });
    const found = [...flaws, ...(await certificatesBeyondNeed(nodes))];
    return { found, looked: nodes.length };
  }

  /** Changes them all while frames flow. */
  async changed(): Promise<HaChange> {
    const trial = await this.#start();
    const [former, now] = [await this.#former, await newCredentials()];
    this.#now = now;
    const loads: LoadRun[] = [];
    const step = async (act: () => Promise<unknown>) => {
      loads.push(...(await underLoad(await targetsOf(trial), act)));
    };
    await step(() => {
      set(trial, now);
      return trial.composed.script(SCRIPT, "announce");
    });
    await step(() => trial.composed.script(SCRIPT, "finish"));

    const guarded = (await guardedBrokers()).map(({ broker }) => broker);
    const [logins, exporters] = await Promise.all([
      formerLogins(await runningIn(trial.composed, membersOf(guarded)), { former, now }),
      exportersOut(await trial.composed.running()),
    ]);
    return { ...sumOf(loads), keeping: [...logins, ...exporters] };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const trial = await this.#trial?.catch(() => undefined);
    await trial?.[Symbol.asyncDispose]();
  }

  #start(): Promise<TrialStack> {
    this.#trial ??= onPath("openssl").then((openssl) => TrialStack.create({ hasTls: openssl !== undefined }));
    this.#started ??= this.#trial.then(async (trial) => {
      set(trial, await this.#former);
      const brokers = startedBrokers();
      const exporters = brokers.flatMap(exportersOf).filter((name) => !whyLeftOut(trial.composed.file, name));
      const services = [...membersOf(brokers), ...exporters];
      await trial.composed.compose("--profile", "ha", "up", "-d", "--wait", ...services);
      return trial;
    });
    return this.#started;
  }
}

type Flawed = Pick<LoadRun["delivery"], "lost" | "corrupted" | "unexpected" | "confirmed">;

/** What the loads that ran meanwhile came to, taken together. */
export function sumOf(
  loads: readonly { delivery: Flawed; refusals: LoadRun["refusals"] }[],
): Pick<HaChange, "broken" | "confirmed" | "refused"> {
  const sum = (count: (delivery: Flawed) => number) =>
    loads.reduce((total, { delivery }) => total + count(delivery), 0);
  const refusals = loads.flatMap((run) => Object.entries(run.refusals));
  return {
    broken: sum(({ lost, corrupted, unexpected }) => lost + corrupted + unexpected),
    confirmed: sum(({ confirmed }) => confirmed),
    refused: refusals.map(([why, times]) => `${times} x ${why}`).join("; ") || "none",
  };
}

function membersOf(brokers: readonly Broker[]): string[] {
  return brokers.flatMap(({ nodes, witnesses }) => [...nodes, ...witnesses]);
}

function set(trial: TrialStack, credentials: Credentials): void {
  for (const [name, value] of Object.entries(credentials)) trial.setVariable(name, `'${value}'`);
}

/** With the credentials that `.env` holds now. */
function targetsOf(trial: TrialStack): Promise<BrokerTarget[]> {
  return Promise.all(
    startedBrokers().map(async (broker) => targetOfMembers(broker, await membersIn(trial.composed, broker))),
  );
}
