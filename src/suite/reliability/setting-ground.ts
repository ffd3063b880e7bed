import type { Ground } from "../../faults/in-turn.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import { Stack } from "../../stack/stack.ts";
import type { UnderTest } from "../record/under-test.ts";
import type { Setting } from "./setting.ts";
import type { Place } from "./settings.ts";

const EMPTY_WITHIN_MS = 30_000;

/** A setting on a stack of its own, which is removed with it. */
export class SettingGround<S extends Setting> implements Ground {
  readonly setting: S;
  readonly #stack: Stack;
  readonly #underTest: UnderTest;
  #isRemoved = false;

  static async open<S extends Setting>(
    start: (place: Place) => Promise<S>,
    place: Omit<Place, "stack">,
  ): Promise<SettingGround<S>> {
    const stack = await Stack.open();
    try {
      return new SettingGround(stack, await start({ ...place, stack }), place.underTest);
    } catch (thrown) {
      await place.underTest.keepLogs(stack.id);
      await stack[Symbol.asyncDispose]();
      throw thrown;
    }
  }

  private constructor(stack: Stack, setting: S, underTest: UnderTest) {
    this.#stack = stack;
    this.setting = setting;
    this.#underTest = underTest;
  }

  /** Every node is there, the broker holds no frame and no client of a load is connected. */
  async clean(): Promise<void> {
    const { broker, topology } = this.setting;
    await this.setting.whole();
    await until(
      `${broker} (${topology}) is empty`,
      { deadlineMs: EMPTY_WITHIN_MS, everyMs: 100 },
      async () => {
        const remains = await this.setting.remains();
        return remains ? notYet(remains) : done(undefined);
      },
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isRemoved) return;
    this.#isRemoved = true;
    await this.#underTest.keepLogs(this.#stack.id);
    await this.#stack[Symbol.asyncDispose]();
  }
}
