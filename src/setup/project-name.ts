import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import type { Step } from "../kernel/steps.ts";
import { ROOT } from "../stack/compose-file.ts";
import { projectInDotEnv } from "../stack/composed-values.ts";
import { type Engine, engine } from "../stack/engine.ts";
import { LABEL_PROJECT, type Listed, projectOf, strangersIn } from "../stack/folder-project.ts";
import { dotEnvNames, writeDotEnv } from "./dot-env.ts";

/** What docker-compose.yml calls the project: the first folder of a host that was set up has it. */
const DELIVERED = "broker";
const VARIABLE = "COMPOSE_PROJECT_NAME";
const DIGITS = 6;
const MADE = new RegExp(`^${DELIVERED}-[0-9a-f]{${DIGITS}}$`);

/** What is known of a folder when its project is named. */
export interface FolderSeen {
  /** Its real path. */
  root: string;
  /** What `.env` says. */
  chosen: string | undefined;
  /** The project that its containers belong to. */
  ofContainers: string | undefined;
  /** An earlier set-up has named images in `.env`: the folder may have had a stack, under the delivered name. */
  wasSetUp: boolean;
  /** Volumes of a project of the delivered name are there. */
  hasVolumes: boolean;
  /** Folders that have containers in a project of the delivered name. */
  others: readonly string[];
}

/**
 * A project of its own for this folder, kept in `.env`, so that the stacks of two folders never meet; the operator's plain
 * `docker compose` takes it from there as well. A name that the user has set is kept.
 */
export const projectName: Step = {
  name: "Compose project",
  async ensure() {
    const docker = await engine();
    const containers = await docker.listContainers({ all: true });
    const seen = await look(docker, containers);
    const name = nameFor(seen);
    const strangers = strangersIn(name, containers, ROOT);
    const warning = strangers.length > 0 ? `, which belongs to ${strangers.join(", ")} as well` : "";
    if (name === seen.chosen) return `${name}, as .env says${warning}`;
    writeDotEnv({ [VARIABLE]: name });
    const before = seen.chosen ?? (seen.hasVolumes ? DELIVERED : undefined);
    const kept = `; to go on with volumes of the project ${before}, set ${VARIABLE}=${before} there`;
    return `${name}, now in .env${before && before !== name && seen.others.length === 0 ? kept : ""}`;
  },
};

/** The name of a folder's project: what the user has set, what it has had until now, else one that no other folder has. */
export function nameFor({ root, chosen, ofContainers, wasSetUp, hasVolumes, others }: FolderSeen): string {
  if (ofContainers) return ofContainers;
  // A name that set-up has made for another folder came here with a copy of that one.
  if (chosen && !MADE.test(chosen)) return chosen;
  if (!chosen && wasSetUp && hasVolumes && others.length === 0) return DELIVERED;
  return `${DELIVERED}-${createHash("sha256").update(root).digest("hex").slice(0, DIGITS)}`;
}

async function look(docker: Engine, containers: readonly Listed[]): Promise<FolderSeen> {
  const { Volumes } = await docker.listVolumes({ filters: { label: [`${LABEL_PROJECT}=${DELIVERED}`] } });
  return {
    root: realpathSync(ROOT),
    chosen: projectInDotEnv(ROOT),
    ofContainers: projectOf(containers, ROOT)?.name,
    wasSetUp: dotEnvNames(["REDIS_IMAGE", "RABBITMQ_IMAGE", "PROMETHEUS_IMAGE"]),
    hasVolumes: (Volumes ?? []).length > 0,
    others: strangersIn(DELIVERED, containers, ROOT),
  };
}
