import { expect, onTestFinished, test, vi } from "vitest";
import { currentRun, labelsOf } from "../kernel/run-identity.ts";
import { readComposeFile, serviceOf } from "./compose-file.ts";
import { engine } from "./engine.ts";
import { processArguments } from "./process-arguments.ts";

async function sleeping() {
  const docker = await engine();
  const container = await docker.createContainer({
    Image: serviceOf(readComposeFile(), "redis").image,
    Labels: labelsOf(currentRun()),
    Entrypoint: ["sleep"],
    Cmd: ["4711"],
  });
  onTestFinished(() => container.remove({ force: true, v: true }));
  await container.start();
  return container;
}

test("the arguments of a container's processes are told by its engine", async () => {
  expect(await processArguments(await sleeping())).toContain("sleep 4711");
});

test("by its own shell where the engine can't find them", async () => {
  const container = await sleeping();
  vi.spyOn(container, "top").mockRejectedValue(new Error("unable to get all container pids"));
  expect(await processArguments(container)).toContain("sleep 4711");
});

test("and not at all where neither can", async () => {
  const container = await sleeping();
  await container.kill();
  await expect(processArguments(container)).rejects.toThrow(/not running/);
});
