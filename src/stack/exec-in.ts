import type { Engine } from "./engine.ts";

/** What a command in a container printed, on both its outputs. @throws Error with that when it exits with another code than 0 */
export async function execIn(
  container: ReturnType<Engine["getContainer"]>,
  command: readonly string[],
): Promise<string> {
  const exec = await container.exec({
    Cmd: [...command],
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
  });
  const stream = await exec.start({ Tty: true });
  let printed = "";
  for await (const chunk of stream) printed += String(chunk);
  const { ExitCode } = await exec.inspect();
  const output = printed.replaceAll("\r\n", "\n").trim();
  if (ExitCode === 0) return output;
  throw new Error(`${command.join(" ")} exited with ${ExitCode}: ${output}`);
}
