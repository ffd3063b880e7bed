import type { Engine } from "./engine.ts";
import type { CommandEnded } from "./running-service.ts";

type Container = ReturnType<Engine["getContainer"]>;

/** What a command in a container printed, on both its outputs. @throws Error with that when it exits with another code than 0 */
export async function execIn(container: Container, command: readonly string[]): Promise<string> {
  const { exitCode, output } = await ended(container, command);
  if (exitCode === 0) return output;
  throw new Error(`${command.join(" ")} exited with ${exitCode}: ${output}`);
}

/** The same, and how it ended: -1 where the engine does not say. */
export async function endedIn(container: Container, command: readonly string[]): Promise<CommandEnded> {
  const { exitCode, output } = await ended(container, command);
  return { exitCode: exitCode ?? -1, output };
}

async function ended(container: Container, command: readonly string[]) {
  const exec = await container.exec({
    Cmd: [...command],
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
  });
  const stream = await exec.start({ Tty: true });
  let printed = "";
  for await (const chunk of stream) printed += String(chunk);
  const { ExitCode: exitCode } = await exec.inspect();
  return { exitCode, output: printed.replaceAll("\r\n", "\n").trim() };
}
