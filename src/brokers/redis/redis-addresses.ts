import { z } from "zod";
import { databaseIn } from "../../stack/endpoint-url.ts";
import { type AddressEntry, api, credential, located } from "../address-entry.ts";

const PORT = 6379;
const EXPORTER_PORT = 9121;

const redis = z
  .strictObject({
    url: located({ scheme: "redis", ports: { plain: PORT, tls: PORT } }, ({ at, path }, subject) => ({
      at,
      database: databaseIn(path, subject),
    })),
    user: credential.optional(),
    password: credential.optional(),
  })
  .refine(({ user, password }) => !user || password, "names a user without a password")
  .transform(({ url: { at, database }, user, password = "" }) => ({
    addresses: { [PORT]: at },
    environment: {
      REDIS_PASSWORD: password,
      ...(user ? { REDIS_USER: user } : {}),
      ...(database > 0 ? { REDIS_DATABASE: String(database) } : {}),
    },
  }));

const exporter = z
  .strictObject({ url: api(EXPORTER_PORT, EXPORTER_PORT, "/metrics") })
  .transform(({ url }) => ({ addresses: { [EXPORTER_PORT]: url }, environment: {} }));

export const REDIS_ADDRESSES: Readonly<Record<string, AddressEntry>> = { redis, "redis-exporter": exporter };
