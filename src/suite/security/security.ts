import { whyLeftOut } from "../../stack/compose-file.ts";
import type { ComposedStack } from "../../stack/composed-stack.ts";
import { watchedServices } from "../record/started-brokers.ts";
import type { TrialStack } from "../trial-stack/trial-stack.ts";
import { type Credentials, newCredentials } from "./credentials.ts";
import { failingRuns } from "./failing-runs.ts";
import { keepingOld } from "./keeping-old.ts";
import { placesThatShow } from "./places-that-show.ts";

const CAMERA = "rtsp-capture";

/** A composed copy of the delivered stack, whose credentials are changed as an operator would. */
export class Security {
  readonly #trial: TrialStack;
  #asDelivered: Promise<ComposedStack> | undefined;
  #changed: Promise<Credentials> | undefined;

  constructor(trial: TrialStack) {
    this.#trial = trial;
  }

  /** What still takes the default credentials after `.env` was changed, or does not take the new ones. */
  async keepingOld(): Promise<string[]> {
    const credentials = await this.#withNewCredentials();
    return keepingOld(await this.#trial.composed.running(), credentials, this.#services());
  }

  /** Where the new credentials can be read, or a wrong one that a command was given. */
  async placesThatShow(): Promise<{ places: string[]; looked: number }> {
    const credentials = await this.#withNewCredentials();
    const failing = await failingRuns(await this.#trial.composed.running());
    return placesThatShow(this.#trial.composed, credentials, failing);
  }

  /** The copy, once it runs with the credentials as delivered. */
  started(): Promise<ComposedStack> {
    this.#asDelivered ??= this.#start();
    return this.#asDelivered;
  }

  /** The cameras are not waited for: they are unhealthy where their user may not send, and that is to be seen. */
  async #start(): Promise<ComposedStack> {
    const { composed } = this.#trial;
    const services = this.#services();
    await this.#up("--wait", ...services.filter((name) => name !== CAMERA));
    await this.#up(...services);
    return composed;
  }

  /** Without what waits for other profiles: a first node that is named brings up the nodes that would start before it. */
  async #up(...args: string[]): Promise<void> {
    await this.#trial.composed.compose("up", "-d", "--no-deps", ...args);
  }

  /** Those of them that this host lacks an image for are left out. */
  #services(): string[] {
    return [...watchedServices(), CAMERA].filter((name) => !whyLeftOut(this.#trial.composed.file, name));
  }

  /** On the same volumes: what an operator does who changes `.env`. */
  #withNewCredentials(): Promise<Credentials> {
    this.#changed ??= this.started().then(async () => {
      const credentials = await newCredentials();
      for (const [name, value] of Object.entries(credentials)) this.#trial.setVariable(name, `'${value}'`);
      await this.#up("--wait", ...this.#services());
      return credentials;
    });
    return this.#changed;
  }
}
