import { z } from "zod";
import { virtualHostIn } from "../../stack/endpoint-url.ts";
import { type AddressEntry, api, credential, located } from "../address-entry.ts";

const rabbitmq = z
  .strictObject({
    url: located({ scheme: "amqp", ports: { plain: 5672, tls: 5671 } }, ({ at, path }, subject) => ({
      at,
      vhost: virtualHostIn(path, subject),
    })),
    management: api(15672, 15671),
    metrics: api(15692, 15692, "/metrics").optional(),
    user: credential,
    password: credential,
  })
  .transform(({ url: { at, vhost }, management, metrics, user, password }) => ({
    addresses: { 5672: at, 15672: management, ...(metrics ? { 15692: metrics } : {}) },
    environment: {
      BROKER_USER: user,
      BROKER_PASSWORD: password,
      ...(vhost === "/" ? {} : { BROKER_VHOST: vhost }),
    },
  }));

export const RABBITMQ_ADDRESSES: Readonly<Record<string, AddressEntry>> = { rabbitmq };
