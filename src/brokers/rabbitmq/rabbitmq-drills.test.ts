import { expect, test } from "vitest";
import type { DrillGround } from "../drill.ts";
import { RABBITMQ_DRILLS } from "./rabbitmq-drills.ts";

const ALARMS = ["RabbitMQDiskAlarm", "RabbitMQMemoryAlarm"];

test("alarms last until both were heard of, and end with what disturbs the load", async () => {
  const acts: string[] = [];
  const exec = async (command: string[]) => void acts.push(command.at(-1) ?? "");
  const ground: Partial<DrillGround> = {
    members: { nodes: [{ name: "rabbitmq", exec }], witnesses: [] } as unknown as DrillGround["members"],
    figure: async (promql) => (promql.includes("limit") ? 40 : 1_000),
    hears: async ({ alertname = "" }) => void acts.push(alertname),
    disturbedLoad: async (disturb) => {
      await disturb();
      return { endsByItself: ["FramesLost"], [Symbol.asyncDispose]: async () => undefined };
    },
  };
  const drill = RABBITMQ_DRILLS.lanes.flat().find(({ raises }) => raises[0]?.alertname === ALARMS[0]);

  const fault = await drill?.inject(ground as DrillGround);

  expect(acts).toEqual(["2000", "500", ...ALARMS, "40", "40"]);
  expect(fault?.endsByItself).toEqual(["FramesLost", ...ALARMS]);
});
