import { cp } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { runProgram } from "../kernel/steps.ts";
import { ROOT } from "../stack/compose-file.ts";
import type { User } from "./execution-context.ts";

/** A fresh clone of this repository's last commit, at that path; a user's own where one is named. */
export async function checkout(folder: string, user?: User): Promise<string> {
  await runProgram(`clone ${folder}`, ["git", "clone", "--quiet", "--no-hardlinks", ROOT, folder]);
  if (user) await owns(user, folder);
  return folder;
}

/** What npm has downloaded on this machine, for a user who can't read root's. Returns the folder. */
export async function npmCacheFor(user: User): Promise<string> {
  const folder = join(user.home, ".npm");
  const cache = join(await npmCache(), "_cacache");
  // Downloads that are under way come and go.
  const filter = (source: string) => source !== join(cache, "tmp");
  await cp(cache, join(folder, "_cacache"), { recursive: true, filter });
  await owns(user, folder);
  return folder;
}

/** Where npm keeps its downloads. */
export async function npmCache(): Promise<string> {
  return (await execa("npm", ["config", "get", "cache"])).stdout.trim();
}

/** The Compose plugin of this machine as the user's own, as an administrator would install it. */
export async function composePluginFor(user: User): Promise<void> {
  const format = '{{range .ClientInfo.Plugins}}{{if eq .Name "compose"}}{{.Path}}{{end}}{{end}}';
  const { stdout: plugin } = await execa("docker", ["info", "--format", format]);
  const docker = join(user.home, ".docker");
  await execa("install", ["-D", "-m", "755", plugin, join(docker, "cli-plugins/docker-compose")]);
  await owns(user, docker);
}

async function owns({ uid, gid }: User, folder: string): Promise<void> {
  await execa("chown", ["--recursive", "--no-dereference", `${uid}:${gid}`, folder]);
}
