import { expect, test } from "vitest";
import { planCommands } from "./commands.ts";

/** The command of the plan that has this in it, asked whether an output is what the plan expects. */
function takes(part: string): (output: string) => boolean {
  const [found, ...others] = planCommands().filter(({ command }) => command.includes(part));
  if (!found || others.length > 0) throw new Error(`${part} is in ${others.length} more commands`);
  return found.isAsExpected;
}

test.each([
  ["netstat", ["", "\n"]],
  ["free -h", ["4.0Gi\n", "22Gi", "1.5Ti", "4,0Gi"]],
  ["df -h", ["10G\n", "140G", "1.2T", "1,8T", "1.1P", "10240M"]],
  ["CONFIG GET appendonly", ["appendonly\nyes\n"]],
  ["CONFIG GET save", ["save\n3600 1 300 100 60 10000\n"]],
  ["redis_up", ["# TYPE redis_up gauge\nredis_up 1\n"]],
  ["redis-benchmark", ["PING: 9.00 requests per second\nSET: 10000.01 requests per second, p50=0.2 msec\n"]],
  [
    "rabbitmq_version",
    ['"3.12.1"\n', '"4.0.5"\n', '"4.2.0-rc.1"\n', '"4.3.0+2.g1f2e3d4"\n', '"4.2.0-alpha.7+1"\n'],
  ],
  ["rabbitmq_build_info", ['# HELP x\nrabbitmq_build_info{rabbitmq_version="4.0.5"} 1\n']],
  ["list_queues", ["name\tdurable\tmessages_ready\nframe_queue\ttrue\t0\nframe_queue.dead\ttrue\t7\n"]],
  ["load_test_broker", ["Success rate: 99.91 %\n", "Success rate: 100.0%"]],
  ["dashboards/uid", ['"Message Broker Metrics"\n']],
])("%s prints what the plan expects: %j", (part, outputs) => {
  for (const output of outputs) expect(takes(part)(output)).toBe(true);
});

test.each([
  ["netstat", ["tcp 0 0 127.0.0.1:6379 0.0.0.0:* LISTEN\n"]],
  ["free -h", ["3.9Gi", "4096Ki", "512Mi", "3,9Gi", "", "none"]],
  ["df -h", ["9.9G", "10M", "", "10 G"]],
  ["CONFIG GET appendonly", ["appendonly\nno\n", "", "NOAUTH Authentication required.\n"]],
  ["CONFIG GET save", ["save\n\n", ""]],
  ["redis_up", ["redis_up 0\n", "redis_up 10\n", ""]],
  ["redis-benchmark", ["SET: 10000.00 requests per second\n", "GET: 20000.00 requests per second\n", ""]],
  ["rabbitmq_version", ["null\n", "", '"unknown"\n', '"4.2"\n', '"4.2.0-"\n', '"4.2.0 rc"\n']],
  ["rabbitmq_build_info", ["# TYPE rabbitmq_build_info untyped\n", "rabbitmq_build_info{} 0\n", ""]],
  ["list_queues", ["frame_queue\ttrue\t3\n", "frame_queue\tfalse\t0\n", "frame_queue.dead\ttrue\t0\n", ""]],
  ["load_test_broker", ["Success rate: 99.9 %\n", "Traceback (most recent call last)", ""]],
  ["dashboards/uid", ["null\n", '"Another"\n', ""]],
])("%s that prints anything else is otherwise: %j", (part, outputs) => {
  for (const output of outputs) expect(takes(part)(output)).toBe(false);
});

test("the host is asked before the stack is up, and the long command is the plan's load", () => {
  const named = (isNamed: (each: ReturnType<typeof planCommands>[number]) => unknown) =>
    planCommands()
      .filter(isNamed)
      .map(({ command }) => command.split(" ")[0]);

  expect(named(({ isBefore }) => isBefore)).toEqual(["netstat", "free", "df"]);
  expect(named(({ isLong }) => isLong)).toEqual(["python"]);
});
