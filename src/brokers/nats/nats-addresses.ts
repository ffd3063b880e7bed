import { z } from "zod";
import { type AddressEntry, api, credential, located } from "../address-entry.ts";

const PORT = 4222;

const nats = z
  .strictObject({
    url: located({ scheme: "nats", ports: { plain: PORT, tls: PORT } }, ({ at }) => at),
    monitoring: api(8222),
    user: credential,
    password: credential,
  })
  .transform(({ url, monitoring, user, password }) => ({
    addresses: { [PORT]: url, 8222: monitoring },
    environment: { NATS_USER: user, NATS_PASSWORD: password },
  }));

export const NATS_ADDRESSES: Readonly<Record<string, AddressEntry>> = { nats };
