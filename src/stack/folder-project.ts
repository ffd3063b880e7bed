import { existsSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { Problem } from "../kernel/problem.ts";
import { COMPOSE_FILE } from "./compose-cli.ts";

type Labels = Readonly<Record<string, string>>;

/** What the engine's list says of a container, as far as it is about whom it belongs to. */
export interface Listed {
  Labels: Labels;
}

export const LABEL_PROJECT = "com.docker.compose.project";
export const LABEL_SERVICE = "com.docker.compose.service";
const LABEL_FOLDER = "com.docker.compose.project.working_dir";
const LABEL_FILES = "com.docker.compose.project.config_files";
/** Of a container that `docker compose run` has started: it is no part of the stack. */
const LABEL_ONE_OFF = "com.docker.compose.oneoff";

/**
 * Whether Compose made a container from the compose file of a folder: real paths are compared, since a folder has as many
 * names as links lead to it. The project's name proves nothing: anyone may call a project `broker`.
 */
export function isOfFolder(labels: Labels, root: string): boolean {
  const folder = labels[LABEL_FOLDER];
  if (folder === undefined || labels[LABEL_ONE_OFF] === "True") return false;
  const files = filesNamedBy(labels);
  const delivered = realPath(join(root, COMPOSE_FILE));
  const isFromFile = files.length === 0 || files.some((file) => realPath(file) === delivered);
  return realPath(folder) === realPath(root) && isFromFile;
}

/** Which folder a container of Compose belongs to, as a message names it. */
function folderOf(labels: Labels): string {
  return labels[LABEL_FOLDER] ?? "an unknown folder";
}

/** A container as the holder of something, with the project and the folder that it belongs to unless that is the stack's. */
export function holderOf(name: string, labels: Labels, stackRoot: string): string {
  const project = labels[LABEL_PROJECT];
  const container = `container ${name.replace(/^\//, "")}`;
  if (!project || isOfFolder(labels, stackRoot)) return container;
  return `${container} of the project ${project} in ${folderOf(labels)}`;
}

/** A project of Compose, as the containers of a folder say it. */
export interface FolderProject {
  name: string;
  /** The compose files that it was started with: the delivered one, and what was laid over it. */
  files: string[];
}

/**
 * The project that the containers of a folder belong to; `undefined` when it has none.
 * @throws Problem when they belong to several: it is not for us to choose
 */
export function projectOf(containers: readonly Listed[], root: string): FolderProject | undefined {
  const ours = containers.map(({ Labels }) => Labels).filter((labels) => isOfFolder(labels, root));
  const names = [...new Set(ours.map((labels) => labels[LABEL_PROJECT] ?? ""))].sort();
  const [name] = names;
  if (name === undefined) return undefined;
  if (names.length > 1) {
    throw new Problem({
      subject: `the composed stack of ${root}`,
      expected: "containers of one project",
      seen: `the projects ${names.join(" and ")}`,
      remedy: `remove the one that is not wanted: docker compose --project-name ${names.at(-1)} down`,
    });
  }
  const files = [...new Set(ours.flatMap(filesNamedBy))];
  return { name, files: files.length > 0 && files.every((file) => existsSync(file)) ? files : filesOf(root) };
}

/** The files that plain `docker compose` would take of a folder. */
export function filesOf(root: string): string[] {
  const others = ["docker-compose.override.yml", "docker-compose.override.yaml"];
  return [COMPOSE_FILE, ...others.filter((file) => existsSync(join(root, file))).slice(0, 1)];
}

/** Containers of a project of that name that belong to another folder, each folder once. */
export function strangersIn(project: string, containers: readonly Listed[], root: string): string[] {
  const others = containers
    .map(({ Labels }) => Labels)
    .filter((labels) => labels[LABEL_PROJECT] === project && labels[LABEL_ONE_OFF] !== "True")
    .filter((labels) => !isOfFolder(labels, root));
  return [...new Set(others.map(folderOf))].sort();
}

/** Paths may hold commas: the next one starts after a comma at its own beginning. */
function filesNamedBy(labels: Labels): string[] {
  const named = (labels[LABEL_FILES] ?? "").split(/,(?=\/|[A-Za-z]:\\)/).filter((file) => file !== "");
  return named.map((file) => resolve(labels[LABEL_FOLDER] ?? "", file));
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
