import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { parse } from "yaml";

const CONFIG = join(import.meta.dirname, "../../config/alertmanager");

/** alertmanager.yml as start.sh hands it over, without the webhooks whose addresses are missing. */
async function without(...missing: string[]): Promise<Record<string, unknown>> {
  let text = "";
  let from = join(CONFIG, "alertmanager.yml");
  for (const each of missing) {
    const run = execa("awk", ["-v", `missing=${each}`, "-f", join(CONFIG, "without-webhook.awk"), from], {
      ...(text ? { input: text } : {}),
    });
    text = (await run).stdout;
    from = "-";
  }
  return parse(text);
}

const GENERAL = "/alertmanager/webhook-url";
const CRITICAL = "/alertmanager/webhook-critical-url";

test("without any address every receiver stays, and hears of nothing", async () => {
  const { receivers, route } = await without(GENERAL, CRITICAL);

  expect(receivers).toEqual([{ name: "warning" }, { name: "critical" }, { name: "undelivered" }]);
  expect(route).toMatchObject({ receiver: "warning" });
});

test("with the address of critical alerts alone, only warnings reach no one", async () => {
  const { receivers, inhibit_rules } = await without(GENERAL);
  const webhook_configs = [{ url_file: CRITICAL, send_resolved: true }];

  expect(receivers).toEqual([
    { name: "warning" },
    { name: "critical", webhook_configs },
    { name: "undelivered", webhook_configs },
  ]);
  expect(inhibit_rules).not.toEqual([]);
});

test("the file is not changed where nothing is missing", async () => {
  const { receivers } = await without("/alertmanager/no-such-file");

  expect(receivers).toMatchObject([{}, {}, {}].map(() => ({ webhook_configs: [{ send_resolved: true }] })));
});
