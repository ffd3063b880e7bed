import { randomUUID } from "node:crypto";
import { appendFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { parse, stringify } from "yaml";
import { currentRun, labelsOf } from "../../kernel/run-identity.ts";
import { COMPOSE_FILE } from "../../stack/compose-cli.ts";
import { ROOT } from "../../stack/compose-file.ts";
import { ComposedStack } from "../../stack/composed-stack.ts";
import { engine } from "../../stack/engine.ts";
import { freePort } from "../../stack/free-port.ts";
import { letOthersRead, mountableFolder } from "../../stack/mountable-folder.ts";
import { LABEL_STACK, sweepStack } from "../../stack/sweep.ts";
import { hurriedPrometheus, hurriedRules } from "../../watchers/hurry.ts";
import { readRules } from "../../watchers/rule-files.ts";
import { PACES } from "../alerting/hurried-config.ts";
import { startedBrokers } from "../record/started-brokers.ts";
import { mustBeItsOwn } from "./own-project.ts";
import { CAMERAS, producerOf } from "./producers.ts";

/** What containers mount. */
const MOUNTED = ["config", "dashboards"];
const PARTS = [COMPOSE_FILE, ...MOUNTED, ".env"];
/** What Compose lays over it for TLS, and where it takes the certificates from. */
const TLS = { file: "config/tls/compose.yml", script: "config/tls/make-certificates.sh", folder: "tls" };
/** What Compose lays over the delivered file: the labels by which everything is removed. */
const LABELS_FILE = "labels.yml";

/** A port as Compose takes it: as a text, or written out. */
type Port = string | { published: string | number };

interface ComposeText {
  name: string;
  services: Record<string, { container_name: string; ports?: Port[]; environment?: Record<string, string> }>;
  volumes: Record<string, object>;
}

/**
 * A copy of the delivered stack that `docker compose` runs, in a folder of its own: other names and ports, so that it
 * meets neither the composed stack of this host nor other runs; alerts that fire sooner; a producer for each broker.
 */
export class TrialStack implements AsyncDisposable {
  readonly root: string;
  readonly composed: ComposedStack;
  readonly #id: string;

  /**
   * @param isAsDelivered under the delivered names and ports, and with the delivered times of the alerts
   * @param from the folder that is copied
   * @param hasTls with TLS beside the plain ports, as docs/security.md has it
   */
  static async create({ isAsDelivered = false, from = ROOT, hasTls = false } = {}): Promise<TrialStack> {
    const id = `signoff-${randomUUID()}`;
    const root = mountableFolder();
    for (const part of PARTS.filter((each) => existsSync(join(from, each)))) {
      cpSync(join(from, part), join(root, part), { recursive: true });
    }
    await rewriteCompose(root, { id, isAsDelivered });
    if (!isAsDelivered) hurryAlerts(root);
    for (const part of MOUNTED) letOthersRead(join(root, part));
    if (hasTls) await offerTls(root);
    const files = [COMPOSE_FILE, ...(hasTls ? [TLS.file] : []), LABELS_FILE];
    await mustBeItsOwn({ root, name: id, files }, { labels: labelsFor(id), isAsDelivered });
    return new TrialStack(id, root, await ComposedStack.of(root, { name: id, files }));
  }

  private constructor(id: string, root: string, composed: ComposedStack) {
    this.#id = id;
    this.root = root;
    this.composed = composed;
  }

  /** Changes the text of a file of the configuration. @throws Error when it is the same afterwards */
  rewrite(file: string, change: (text: string) => string): void {
    const path = join(this.root, file);
    const text = readFileSync(path, "utf8");
    const changed = change(text);
    if (changed === text) throw new Error(`${file} is the same as before`);
    writeFileSync(path, changed);
  }

  /** Has Compose take another value of `.env` from now on. */
  setVariable(name: string, value: string): void {
    appendFileSync(join(this.root, ".env"), `\n${name}=${value}\n`);
  }

  /**
   * Another image of the same content, as the next version of a service. By a commit, which needs no builder.
   * @param service by which it is told from the next version of another one
   * @returns its name
   */
  async versionOf(image: string, service = "any"): Promise<string> {
    const repo = "broker-signoff/next-version";
    const tag = `${this.#id}-${service}`;
    const docker = await engine();
    const container = await docker.createContainer({ Image: image, Labels: labelsFor(this.#id) });
    try {
      await container.commit({ repo, tag });
    } finally {
      await container.remove({ v: true });
    }
    return `${repo}:${tag}`;
  }

  /** The certificate of the authority that has signed those of the brokers, where there is TLS. */
  get authority(): string {
    return readFileSync(join(this.root, TLS.folder, "ca.crt"), "utf8");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await sweepStack(this.#id);
    rmSync(this.root, { recursive: true, force: true });
  }
}

async function rewriteCompose(
  root: string,
  { id, isAsDelivered }: { id: string; isAsDelivered: boolean },
): Promise<void> {
  const file = join(root, COMPOSE_FILE);
  const compose = parse(readFileSync(file, "utf8"), { merge: true }) as ComposeText;
  const capture = compose.services[CAMERAS];
  const services: ComposeText["services"] = {
    ...compose.services,
    ...(capture ? producersLike(capture) : {}),
  };
  for (const service of isAsDelivered ? [] : Object.values(services)) {
    service.container_name = `${service.container_name}-${id}`;
    service.ports = await Promise.all((service.ports ?? []).map(elsewhere));
  }
  writeFileSync(
    file,
    stringify({ ...withoutTemplates(compose), name: id, services }, { aliasDuplicateObjects: false }),
  );
  const labels = labelsFor(id);
  const labelled = (names: string[]) => Object.fromEntries(names.map((name) => [name, { labels }]));
  const laidOver = {
    services: labelled(Object.keys(services)),
    volumes: labelled(Object.keys(compose.volumes)),
    networks: { default: { labels } },
  };
  writeFileSync(join(root, LABELS_FILE), stringify(laidOver, { aliasDuplicateObjects: false }));
  // The last one counts: the copy of the user's settings must not lead to the project that they have deployed.
  appendFileSync(join(root, ".env"), `\nCOMPOSE_PROJECT_NAME=${id}\n`);
}

function producersLike(capture: ComposeText["services"][string]): ComposeText["services"] {
  return Object.fromEntries(
    startedBrokers().map(({ id }) => {
      const name = producerOf(id);
      const environment = { ...capture.environment, CAPTURE_BROKER: id };
      return [name, { ...capture, container_name: name, environment }];
    }),
  );
}

async function offerTls(root: string): Promise<void> {
  await execa("sh", [TLS.script, TLS.folder], { cwd: root });
  const file = join(root, TLS.file);
  const overlay = parse(readFileSync(file, "utf8")) as Pick<ComposeText, "services">;
  for (const service of Object.values(overlay.services)) {
    service.ports = await Promise.all((service.ports ?? []).map(elsewhere));
  }
  writeFileSync(file, stringify(overlay, { aliasDuplicateObjects: false }));
}

function labelsFor(id: string): Record<string, string> {
  return { ...labelsOf(currentRun()), [LABEL_STACK]: id };
}

function withoutTemplates(compose: ComposeText): object {
  return Object.fromEntries(Object.entries(compose).filter(([key]) => !key.startsWith("x-")));
}

async function elsewhere(port: Port): Promise<Port> {
  const free = await freePort();
  // The address of IPv6 holds colons too.
  return typeof port === "string"
    ? port.replace(/:\d+:([^:]+)$/, `:${free}:$1`)
    : { ...port, published: String(free) };
}

function hurryAlerts(root: string): void {
  const prometheus = join(root, "config/prometheus");
  const rewrite = (file: string, change: (text: string) => string) =>
    writeFileSync(join(prometheus, file), change(readFileSync(join(prometheus, file), "utf8")));
  rewrite("prometheus.yml", hurriedPrometheus);
  const { alerts, records } = readRules(join(prometheus, "rules"));
  const files = new Set(
    [...alerts, ...records].map(({ location }) => location.slice(0, location.lastIndexOf(":"))),
  );
  for (const file of files) rewrite(file, (text) => hurriedRules(text, PACES.fifteenth));
}
