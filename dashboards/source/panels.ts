import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  ScaleDistribution,
  ScaleDistributionConfigBuilder,
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
import { DECIMALS, LEAST_SHOWN } from "./units.ts";

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
  const { queries, bounds, absent, words = {}, unit, decimals = DECIMALS[unit] } = options;
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
  /** Where the axis starts, 0 if not said, and up to where it is shown at least, by its unit if not said. */
  least?: number;
  most?: number;
  /** Of the axis: values that differ by a power of ten are as far from each other wherever they are. It has no 0. */
  isLogarithmic?: true;
  decimals?: number;
}

/** From so many columns on there is room for a legend beside the graph. */
const WIDE = 12;
const LEGEND_WIDTH = 260;

/** A table that leaves the graph its room: of the last value alone where it stands below it. */
function legendOf(width: number): VizLegendOptionsBuilder {
  const legend = new VizLegendOptionsBuilder().showLegend(true).displayMode(LegendDisplayMode.Table);
  return width >= WIDE
    ? legend.placement(LegendPlacement.Right).width(LEGEND_WIDTH).calcs(["lastNotNull", "max"])
    : legend.placement(LegendPlacement.Bottom).calcs(["lastNotNull"]);
}

/** The line of each broker, the same in every panel, and none in a colour of the limits. */
const BROKER_COLORS = { redis: "blue", rabbitmq: "purple", nats: "super-light-blue" };

/** Lines over time, with a dashed one at each bound. */
export function timeseries(options: TimeseriesOptions): Panel {
  const {
    bounds,
    unit,
    least = 0,
    most = LEAST_SHOWN[unit] ?? 1,
    decimals = DECIMALS[unit],
    isLogarithmic,
  } = options;
  const builder = new TimeseriesBuilder()
    .axisSoftMin(least)
    .axisSoftMax(most)
    .lineWidth(2)
    .fillOpacity(8)
    .showPoints(VisibilityMode.Never)
    .legend(legendOf(options.width))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  const isOfBrokers = options.queries.some(({ legend }) => legend === "{{broker}}");
  for (const [broker, color] of isOfBrokers ? Object.entries(BROKER_COLORS) : [])
    builder.overrideByName(broker, [{ id: "color", value: { mode: "fixed", fixedColor: color } }]);
  if (decimals !== undefined) builder.decimals(decimals);
  if (isLogarithmic) {
    builder.scaleDistribution(new ScaleDistributionConfigBuilder().type(ScaleDistribution.Log).log(10));
  }
  if (bounds) {
    builder
      .thresholds(thresholdsOf(bounds, "transparent"))
      .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  }
  return described(builder, "range", options);
}
