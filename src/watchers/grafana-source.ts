import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { messageOf, Problem } from "../kernel/problem.ts";
import { DATA_SOURCE } from "./grafana.ts";

const NAME = "config/grafana/datasources/prometheus.yml";
const FILE = join(import.meta.dirname, "../..", NAME);

const schema = z.object({
  datasources: z.array(
    z.object({
      name: z.string(),
      uid: z.string().optional(),
      jsonData: z.object({ timeInterval: z.string().optional() }).nullish(),
    }),
  ),
});

/** The data source that every panel asks, as its file provisions it. */
export interface DataSource {
  /** By which lists of alerts ask for it. */
  name: string;
  /** The time between two values, as Grafana is told it. */
  scrapedEvery: string | undefined;
}

/** @throws Problem that says what the file has wrong */
export function readDataSource(path = FILE): DataSource {
  try {
    const { datasources } = schema.parse(parse(readFileSync(path, "utf8")));
    const source = datasources.find(({ uid }) => uid === DATA_SOURCE.uid) ?? datasources[0];
    if (!source) throw new Error("no data source");
    return { name: source.name, scrapedEvery: source.jsonData?.timeInterval };
  } catch (thrown) {
    throw new Problem({
      subject: NAME,
      expected: `the data source ${DATA_SOURCE.uid}, with its name`,
      seen: messageOf(thrown),
      remedy: "correct the file as Grafana's documentation of data sources says",
    });
  }
}
