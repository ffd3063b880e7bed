import { expect, test } from "vitest";
import { alertmanagerSettingsOf } from "../../watchers/alertmanager-settings.ts";
import { toldUnsafely } from "./told-safely.ts";

const settings = (webhook: string, global = "") =>
  alertmanagerSettingsOf(`${global}
route: { receiver: critical }
receivers:
  - name: critical
    webhook_configs:
      - url_file: /alertmanager/webhook-url
${webhook}`);

test("a receiver that is told as by default, or knows who tells it, is told safely", () => {
  const usual =
    "        http_config: { follow_redirects: true, enable_http2: true, tls_config: { insecure_skip_verify: false, ca_file: /ca } }\n";
  const known = "        http_config: { authorization: { type: Bearer, credentials_file: /token } }\n";

  expect([settings(""), settings(usual), settings(known)].map(toldUnsafely)).toEqual([[], [], []]);
});

test("one whose certificate nobody looks at, or that a proxy tells, is named with the cause", () => {
  const unlooked = "        http_config: { tls_config: { insecure_skip_verify: true } }\n";
  const global = "global: { http_config: { proxy_url: 'http://elsewhere' } }\n";

  expect(toldUnsafely(settings(unlooked))).toEqual([
    "critical is told with tls_config.insecure_skip_verify, so that somebody else may hear alerts in its place",
  ]);
  expect(toldUnsafely(settings("", global))).toEqual([
    "every receiver is told with proxy_url, so that somebody else may hear alerts in its place",
  ]);
});
