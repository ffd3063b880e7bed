import { join } from "node:path";
import type { Kind } from "../kind.ts";

/** Nothing listens there. */
const DEAD = "http://127.0.0.1:9";

/** Each of these has misled Docker, Compose, git, npm or Node somewhere. */
const ASTRAY = {
  COMPOSE_PROJECT_NAME: "stranger",
  COMPOSE_FILE: "/nonexistent/compose.yml",
  COMPOSE_PROFILES: "ha,capture",
  COMPOSE_ENV_FILES: "/nonexistent/.env",
  COMPOSE_REMOVE_ORPHANS: "1",
  COMPOSE_PARALLEL_LIMIT: "1",
  DOCKER_DEFAULT_PLATFORM: "linux/s390x",
  DOCKER_CONTENT_TRUST: "1",
  DOCKER_BUILDKIT: "1",
  GIT_DIR: "/nonexistent/.git",
  GIT_WORK_TREE: "/nonexistent",
  GIT_INDEX_FILE: "/nonexistent/index",
  NODE_ENV: "production",
  npm_config_ignore_scripts: "true",
  http_proxy: DEAD,
  https_proxy: DEAD,
  HTTP_PROXY: DEAD,
  HTTPS_PROXY: DEAD,
  LC_ALL: "pl_PL.UTF-8",
  LANG: "C",
  TZ: "Asia/Kathmandu",
};

/** A shell that was set up for other work. */
export const hostile: Kind = {
  id: "hostile",
  title: "An environment full of settings for others, umask 077, no HOME, no terminal",
  tasks: ["block0", "block1", "rollback"],
  undetermined: [],
  async make(bench) {
    const workspace = await bench.rootWorkspace(join(bench.workshop.folderOf("hostile"), "broker-signoff"));
    const { HOME: _none, ...env } = workspace.env;
    return { ...workspace, umask: "0077", env: { ...env, ...ASTRAY } };
  },
};
