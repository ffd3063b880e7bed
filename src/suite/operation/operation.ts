import type { Profile } from "../../plan/profile.ts";
import { readComposeFile, type Service } from "../../stack/compose-file.ts";
import { type Comeback, comeback } from "./comeback.ts";
import { type HealthTimes, healthTimes } from "./health-times.ts";
import { ObservedStack, observedServices } from "./observed-stack.ts";
import { otherwiseLookedAt } from "./sibling-checks.ts";
import { atOnce, inTurn, type Standstill } from "./standstill.ts";

/** A stack that is left to itself: who sees that a service stands still, and who starts it again. */
export class Operation implements AsyncDisposable {
  readonly #isFull: boolean;
  #stack: Promise<ObservedStack> | undefined;

  constructor(profile: Profile) {
    this.#isFull = profile === "full";
  }

  /** Of all services of the compose file, as it is delivered. */
  get times(): HealthTimes {
    return healthTimes(this.#all);
  }

  get #all(): Service[] {
    return Object.values(readComposeFile().services);
  }

  /**
   * Services that stand still, and members of profile ha that do not run here and are looked at otherwise. In the full profile with
   * the delivered times as well.
   */
  async standstill(): Promise<Standstill> {
    const stack = await this.#started();
    const seen = await inTurn(stack);
    const tried = stack.services.map(({ name }) => name);
    const hurried = { ...seen, missed: [...seen.missed, ...otherwiseLookedAt(this.#all, tried)] };
    if (!this.#isFull) return hurried;
    await using delivered = await ObservedStack.start(observedServices({ isFull: false }), {
      isHurried: false,
    });
    const { missed, longestSeconds, looked } = await atOnce(delivered);
    return {
      missed: [...hurried.missed, ...missed.map((each) => `with the delivered times: ${each}`)],
      longestSeconds,
      looked: hurried.looked + looked,
    };
  }

  /** Services whose server is killed. */
  async comeback(): Promise<Comeback> {
    return comeback(await this.#started(), this.#all);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const stack = await this.#stack?.catch(() => undefined);
    await stack?.[Symbol.asyncDispose]();
  }

  #started(): Promise<ObservedStack> {
    this.#stack ??= ObservedStack.start(observedServices({ isFull: this.#isFull }), { isHurried: true });
    return this.#stack;
  }
}
