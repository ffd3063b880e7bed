import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, type Service } from "../../stack/compose-file.ts";
import { letOthersRead, mountableFolder } from "../../stack/mountable-folder.ts";
import {
  type Hurry,
  hurriedAlertmanager,
  hurriedCommand,
  hurriedPrometheus,
  hurriedRules,
} from "../../watchers/hurry.ts";

const CONFIG = join(ROOT, "config");
const FOLDERS = ["prometheus", "alertmanager"];

/** Alerts as delivered, at a fifteenth of what they hold, so soon that a load of seconds could raise each, or at once. */
export const PACES = {
  asDelivered: { ranges: 1, holds: 1 },
  fifteenth: { ranges: 100, holds: 15 },
  soon: { ranges: 24, holds: 24 },
  atOnce: { ranges: 100, holds: 300 },
} satisfies Record<string, Hurry>;

/** The delivered configuration of Prometheus and Alertmanager in a folder of its own, with shorter times. */
export class HurriedConfig implements Disposable {
  readonly #folder = mountableFolder();
  readonly #isHurried: boolean;

  /** The delivered configuration as it is. */
  static unhurried(): HurriedConfig {
    return new HurriedConfig({ isHurried: false });
  }

  constructor({ isHurried = true } = {}) {
    this.#isHurried = isHurried;
    for (const name of FOLDERS) {
      cpSync(join(CONFIG, name), join(this.#folder, name), { recursive: true });
    }
    if (isHurried) {
      this.#rewrite("alertmanager/alertmanager.yml", hurriedAlertmanager);
      this.#rewrite("prometheus/prometheus.yml", hurriedPrometheus);
      this.pace(PACES.asDelivered);
    }
    letOthersRead(this.#folder);
  }

  /** Writes the rules anew with other times; Prometheus has to be told. */
  pace(pace: Hurry): void {
    const rules = readdirSync(join(CONFIG, "prometheus/rules")).map((name) => `prometheus/rules/${name}`);
    for (const file of rules) this.#rewrite(file, (text) => hurriedRules(text, pace));
  }

  /** Changes prometheus.yml, for a mistake in it; Prometheus has to be told. */
  changePrometheus(change: (delivered: string) => string): void {
    this.#rewrite("prometheus/prometheus.yml", (text) => change(hurriedPrometheus(text)));
  }

  /** Prometheus with this configuration; a series that is no longer told is forgotten sooner, since it looks once a second. */
  prometheusFrom(shipped: Service): Service {
    if (!this.#isHurried) return this.mountedBy(shipped);
    return { ...this.mountedBy(shipped), command: hurriedCommand(shipped.command ?? []) };
  }

  /** Its folders, by the delivered ones in whose place they are. */
  get folders(): Readonly<Record<string, string>> {
    return Object.fromEntries(FOLDERS.map((name) => [`config/${name}`, join(this.#folder, name)]));
  }

  /** The service with this configuration in place of the delivered one. */
  mountedBy(service: Service): Service {
    const source = (each: Service["volumes"][number]) =>
      each.kind === "bind" ? each.source.replace(/^\.\/config/, this.#folder) : each.source;
    return { ...service, volumes: service.volumes.map((each) => ({ ...each, source: source(each) })) };
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Always from the delivered file, so that changes do not pile up. In place: the mount shows the same file. */
  #rewrite(file: string, change: (delivered: string) => string): void {
    const target = join(this.#folder, file);
    writeFileSync(target, change(readFileSync(join(CONFIG, file), "utf8")));
  }
}
