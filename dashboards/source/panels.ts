import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import { MappingType, SpecialValueMatch } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as TimeseriesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { type Bounds, thresholdsOf } from "./bounds.ts";
import { type Description, described, refIdOf } from "./described.ts";
import { DOWN, type Panel, type Query, UNKNOWN } from "./panel.ts";
import type { States } from "./states.ts";

/** A stat's text and colour where there is no value: that nothing is measured may be fine or the fault itself. */
interface Absent {
  text: string;
  color: "blue" | "red";
}

interface StatOptions extends Description {
  /** Each with bounds of its own, or with those of the panel. */
  queries: readonly (Query & { bounds?: Bounds })[];
  bounds: Bounds;
  absent: Absent;
  /** Values that have a word of their own. */
  words?: States;
  decimals?: number;
}

/** What is known of a broker that tells nothing of itself. */
const LOST: States = {
  [DOWN]: { text: "down", color: "red" },
  [UNKNOWN]: { text: "unknown", color: "red" },
};

/**
 * A large coloured number for each series. It is the value of this moment: the last one of a range would stay green
 * after what it is about has gone.
 */
export function stat(options: StatOptions): Panel {
  const { queries, bounds, absent, words = {}, decimals } = options;
  const builder = new StatBuilder()
    .colorMode(BigValueColorMode.Background)
    .graphMode(BigValueGraphMode.None)
    .textMode(BigValueTextMode.ValueAndName)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]))
    .thresholds(thresholdsOf(bounds, "green"))
    .mappings([
      { type: MappingType.ValueToText, options: { ...LOST, ...words } },
      { type: MappingType.SpecialValue, options: { match: SpecialValueMatch.NullAndNan, result: absent } },
    ]);
  if (decimals !== undefined) builder.decimals(decimals);
  for (const [index, query] of queries.entries()) {
    if (!query.bounds) continue;
    const value = thresholdsOf(query.bounds, "green").build();
    builder.overrideByQuery(refIdOf(index), [{ id: "thresholds", value }]);
  }
  return described(builder, "now", options);
}

interface TimeseriesOptions extends Description {
  bounds?: Bounds;
  /** Where the axis starts, 0 if not said, and up to where it is shown at least. */
  least?: number;
  most?: number;
}

/** The line of each broker, the same in every panel, and none in a colour of the limits. */
const BROKER_COLORS = { redis: "blue", rabbitmq: "purple", nats: "super-light-blue" };

/** Lines over time, with a dashed one at each bound. */
export function timeseries(options: TimeseriesOptions): Panel {
  const { bounds, least = 0, most } = options;
  const builder = new TimeseriesBuilder()
    .axisSoftMin(least)
    .lineWidth(2)
    .fillOpacity(8)
    .showPoints(VisibilityMode.Never)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.Table)
        .placement(LegendPlacement.Bottom)
        .calcs(["lastNotNull", "max"]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  const isOfBrokers = options.queries.some(({ legend }) => legend === "{{broker}}");
  for (const [broker, color] of isOfBrokers ? Object.entries(BROKER_COLORS) : [])
    builder.overrideByName(broker, [{ id: "color", value: { mode: "fixed", fixedColor: color } }]);
  if (most !== undefined) builder.axisSoftMax(most);
  if (bounds) {
    builder
      .thresholds(thresholdsOf(bounds, "transparent"))
      .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  }
  return described(builder, "range", options);
}
