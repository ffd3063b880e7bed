import { expect, test } from "vitest";
import { allowedSettingsOf } from "../plan/settings-file.ts";
import { unexpectedSettings } from "./settings.ts";

const { "tls-protocols": protocols = { anything: true, why: "" } } = allowedSettingsOf("redis");
const unexpected = (value: string) =>
  unexpectedSettings({ "tls-protocols": value }, { allowed: { "tls-protocols": protocols } });

test.for(["", "TLSv1.2 TLSv1.3", "TLSv1.3 TLSv1.2", "TLSv1.3"])("TLS %o is expected of Redis", (value) => {
  expect(unexpected(value)).toEqual([]);
});

test.for(["TLSv1.1", "TLSv1.1 TLSv1.2", "TLSv1.3 TLSv1.1"])("TLS %o is not", (value) => {
  expect(unexpected(value)).toHaveLength(1);
});
