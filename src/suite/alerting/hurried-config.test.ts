import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readComposeFile, serviceOf } from "../../stack/compose-file.ts";
import { HurriedConfig, PACES } from "./hurried-config.ts";

const prometheus = serviceOf(readComposeFile({ dotEnv: false }), "prometheus");

/** Where a service of this configuration has its files from. */
function folderOf(config: HurriedConfig): string {
  const { volumes } = config.mountedBy(prometheus);
  const source = volumes.find(({ target }) => target === "/etc/prometheus")?.source ?? "";
  return join(source, "..");
}

test("a service mounts this configuration in place of the delivered one, and its data as before", () => {
  using config = new HurriedConfig();
  const sources = (service: typeof prometheus) => service.volumes.map(({ kind, source }) => [kind, source]);

  expect(existsSync(join(folderOf(config), "prometheus/prometheus.yml"))).toBe(true);
  expect(sources(config.mountedBy(prometheus)).filter(([kind]) => kind === "volume")).toEqual(
    sources(prometheus).filter(([kind]) => kind === "volume"),
  );
  expect(sources(config.mountedBy(prometheus)).flat().join()).not.toContain("./config");
});

test("Prometheus runs on it with its delivered command, and forgets a series sooner", () => {
  using config = new HurriedConfig();

  const { command, volumes } = config.prometheusFrom(prometheus);

  expect(command).toEqual([...(prometheus.command ?? []), "--query.lookback-delta=6s"]);
  expect(volumes).toEqual(config.mountedBy(prometheus).volumes);
});

test("another pace is made from the delivered rules, not from those of the last pace", () => {
  using config = new HurriedConfig();
  const rules = () => readFileSync(join(folderOf(config), "prometheus/rules/frames.yml"), "utf8");
  config.pace(PACES.soon);
  const once = rules();

  config.pace(PACES.atOnce);
  const otherwise = rules();
  config.pace(PACES.soon);

  expect(rules()).toBe(once);
  expect(otherwise).not.toBe(once);
});

test("a mistake in Prometheus' file is one change of the delivered text, and is gone with the next", () => {
  using config = new HurriedConfig();
  const file = () => readFileSync(join(folderOf(config), "prometheus/prometheus.yml"), "utf8");
  const before = file();

  config.changePrometheus((text) => text.replace("job_name: alertmanager", "job_name: renamed"));
  expect(file()).toBe(before.replace("job_name: alertmanager", "job_name: renamed"));
  expect(file()).not.toBe(before);
  config.changePrometheus((text) => text);

  expect(file()).toBe(before);
});

test("unhurried it is the delivered configuration, to the letter", () => {
  using config = HurriedConfig.unhurried();
  const { command } = config.prometheusFrom(prometheus);
  const delivered = join(import.meta.dirname, "../../../config");
  const files = ["prometheus/prometheus.yml", "prometheus/rules/frames.yml", "alertmanager/alertmanager.yml"];

  expect(command).toEqual(prometheus.command);
  for (const file of files) {
    expect(readFileSync(join(folderOf(config), file), "utf8")).toBe(
      readFileSync(join(delivered, file), "utf8"),
    );
  }
});

test("nothing is left of it", () => {
  let folder = "";
  {
    using config = new HurriedConfig();
    folder = folderOf(config);
    expect(existsSync(folder)).toBe(true);
  }

  expect(existsSync(folder)).toBe(false);
});

test("each of its folders stands in the place of the delivered one", () => {
  using config = new HurriedConfig();

  const { folders } = config;

  expect(Object.keys(folders)).toEqual(["config/prometheus", "config/alertmanager"]);
  expect(readFileSync(join(folders["config/alertmanager"] ?? "", "alertmanager.yml"), "utf8")).toContain(
    "group_interval: 1s",
  );
});
