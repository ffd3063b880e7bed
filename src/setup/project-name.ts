import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { ROOT } from "../stack/compose-file.ts";
import { projectInDotEnv } from "../stack/composed-values.ts";
import { type Engine, engine } from "../stack/engine.ts";
import { LABEL_PROJECT, projectOf, strangersIn } from "../stack/folder-project.ts";
import type { Step } from "../steps.ts";
import { dotEnvNames, writeDotEnv } from "./dot-env.ts";

/** What docker-compose.yml calls the project: the first folder of a host that was set up has it. */
const DELIVERED = "broker";
const VARIABLE = "COMPOSE_PROJECT_NAME";
const DIGITS = 6;

/** What is known of a folder when its project is named. */
export interface FolderSeen {
  /** Its real path. */
  root: string;
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
 * `docker compose` takes it from there as well. A name that is set is kept.
 */
export const projectName: Step = {
  name: "Compose project",
  async ensure() {
    const chosen = projectInDotEnv(ROOT);
    if (chosen) return `${chosen}, as .env says`;
    const seen = await look(await engine());
    const name = nameFor(seen);
    writeDotEnv({ [VARIABLE]: name });
    const because = seen.others.length > 0 ? ` (${DELIVERED} belongs to ${seen.others.join(", ")})` : "";
    const volumes =
      seen.hasVolumes && name !== DELIVERED && seen.others.length === 0
        ? `; volumes of a project ${DELIVERED} are there: to go on with them set ${VARIABLE}=${DELIVERED} in .env`
        : "";
    return `${name}, now in .env${because}${volumes}`;
  },
};

/** The name of a folder's project: what it has had until now, else one that no other folder has. */
export function nameFor({ root, ofContainers, wasSetUp, hasVolumes, others }: FolderSeen): string {
  if (ofContainers) return ofContainers;
  if (wasSetUp && hasVolumes && others.length === 0) return DELIVERED;
  return `${DELIVERED}-${createHash("sha256").update(root).digest("hex").slice(0, DIGITS)}`;
}

async function look(docker: Engine): Promise<FolderSeen> {
  const containers = await docker.listContainers({ all: true });
  const { Volumes } = await docker.listVolumes({ filters: { label: [`${LABEL_PROJECT}=${DELIVERED}`] } });
  return {
    root: realpathSync(ROOT),
    ofContainers: projectOf(containers, ROOT)?.name,
    wasSetUp: dotEnvNames(["REDIS_IMAGE", "RABBITMQ_IMAGE", "PROMETHEUS_IMAGE"]),
    hasVolumes: (Volumes ?? []).length > 0,
    others: strangersIn(DELIVERED, containers, ROOT),
  };
}
