import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../stack/compose-file.ts";
import { SHELLS, Shell } from "./shell.ts";

const HEALTHY = `sh "${join(ROOT, "config/rabbitmq/healthy.sh")}"`;

const WELL = `rabbitmq_alarms_memory_used_watermark 0
rabbitmq_alarms_free_disk_space_watermark 0`;

/** A node whose ports and whose own tool say that. */
function node(shell: Shell, { ports, metrics, tool }: { ports: boolean; metrics: string; tool: boolean }) {
  shell.stub(
    "bash",
    `case "$*" in *15692*) [ -n "${metrics}" ] && printf 'HTTP/1.0 200 OK\\r\\n\\r\\n%s\\n' "${metrics}" ;; *) ${ports} ;; esac`,
  );
  shell.stub("rabbitmq-diagnostics", `echo asked; ${tool}`);
  return shell.run(`if ${HEALTHY}; then echo healthy; else echo unhealthy; fi`);
}

describe.each(SHELLS.map((command) => ({ command, name: command.join(" ") })))(
  "under $name",
  ({ command }) => {
    it.each([
      ["clients can connect and no alarm is raised", { ports: true, metrics: WELL, tool: false }, "healthy"],
      [
        "a memory alarm is raised",
        { ports: true, metrics: WELL.replace("used_watermark 0", "used_watermark 1"), tool: false },
        "asked\nunhealthy",
      ],
      [
        "a disk alarm is raised",
        { ports: true, metrics: WELL.replace("space_watermark 0", "space_watermark 1"), tool: false },
        "asked\nunhealthy",
      ],
      ["no client can connect", { ports: false, metrics: WELL, tool: false }, "asked\nunhealthy"],
      ["the metrics say nothing", { ports: true, metrics: "", tool: false }, "asked\nunhealthy"],
      ["metrics are of something else", { ports: true, metrics: "up 1", tool: false }, "asked\nunhealthy"],
      [
        "only its own tool can tell, and says so",
        { ports: false, metrics: "", tool: true },
        "asked\nasked\nhealthy",
      ],
    ] as const)("%s", (_what, says, answer) => {
      using shell = new Shell(command);

      expect(node(shell, says).stdout.trim()).toBe(answer);
    });
  },
);
