import { INTERVAL } from "./at-interval.ts";
import type { Limits } from "./limits.ts";
import type { Row } from "./panel.ts";
import { timeseries } from "./panels.ts";
import { UNIT } from "./units.ts";

/** What went wrong with frames, by how it went wrong. */
export function errors({ success }: Limits): Row {
  return {
    title: "Errors",
    ofEachBroker: true,
    panels: [
      timeseries({
        title: "Frames refused, as brokers and producers count them",
        description:
          "Frames that a broker did not take, by its own count and by the producers'. Anything but 0: it is full, cannot write, is out of memory, or is a former primary that producers still send to.",
        unit: UNIT.framesPerSecond,
        decimals: 2,
        queries: [
          { expr: `broker:frames_refused:rate1m`, legend: "{{broker}}", shows: "frames-refused" },
          {
            expr: `sum by (broker) (rate(frames_refused_total[${INTERVAL}]))`,
            legend: "{{broker}} by producers",
            shows: "told-refused",
          },
        ],
        alerts: ["FramesRefused"],
        width: 8,
      }),
      timeseries({
        title: "Frames lost, duplicated, corrupted",
        description:
          "In the last five minutes, as producers and consumers account for each frame. Anything but 0 needs a look; a lost frame breaks the promise and triggers the rollback.",
        unit: UNIT.frames,
        queries: (["lost", "duplicated", "corrupted"] as const).map((fate) => ({
          expr: `sum by (broker) (increase(frames_${fate}_total[5m]))`,
          legend: `{{broker}} ${fate}`,
          shows: `frames-${fate}` as const,
        })),
        alerts: ["FramesLost"],
        width: 8,
      }),
      timeseries({
        title: "Success",
        description: `Received of the frames sent in the same five minutes. Below the plan's ${success * 100} %: frames are refused, lost, or still wait; the neighbouring panels tell which. Those that come out late count when they do, up to 100 %.`,
        unit: UNIT.ratio,
        queries: [{ expr: `frame:success:ratio5m`, legend: "{{broker}}", shows: "success" }],
        bounds: { worse: "below", red: success },
        least: 0.99,
        most: 1,
        decimals: 2,
        width: 8,
      }),
    ],
  };
}
