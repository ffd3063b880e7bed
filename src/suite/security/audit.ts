import { execa } from "execa";
import { messageOf } from "../../kernel/problem.ts";
import { ROOT } from "../../stack/compose-file.ts";
import type { ComposedStack } from "../../stack/composed-stack.ts";

const NPM_WITHIN_MS = 30_000;
const PACKAGES = ["sh", "-c", "dpkg-query -W 2>/dev/null || apk info -v 2>/dev/null || echo no package list"];

/** What npm knows against the packages of this repository, as JSON; where its registry does not answer that, what it said. */
export async function npmAudit(): Promise<string> {
  const options = { cwd: ROOT, reject: false, stdin: "ignore", timeout: NPM_WITHIN_MS } as const;
  return auditIn(await execa("npm", ["audit", "--json"], options));
}

/** What `npm audit` has found, or why it did not look. It exits 1 when it has found something. */
export function auditIn(ended: { stdout: string; stderr: string; exitCode?: number | undefined }): string {
  const { stdout, stderr, exitCode } = ended;
  return exitCode === 0 || exitCode === 1 ? stdout || stderr : `npm audit did not run: ${stderr}`;
}

/** Every package in every image that runs, by service, for a scanner or a person to look up. */
export async function packagesOf(stack: ComposedStack): Promise<string> {
  const services = await stack.running();
  const lists = await Promise.all(
    services.map(async (service) => {
      const { output } = await service
        .run(PACKAGES)
        .catch((thrown: unknown) => ({ output: messageOf(thrown) }));
      return `# ${service.name}: ${service.service.image} ${service.imageId}\n${output.trim()}\n`;
    }),
  );
  return lists.join("\n");
}
