import { z } from "zod";
import { messageOf } from "../kernel/problem.ts";

const notificationSchema = z.object({
  receiver: z.string(),
  alerts: z.array(
    z.object({
      status: z.enum(["firing", "resolved"]),
      labels: z.record(z.string(), z.string()),
      annotations: z.record(z.string(), z.string()),
    }),
  ),
});

/** A line of the webhook's: status of its answer, path of the request, body in base64. */
const LINE = /^(\d{3}) (\S+) ([A-Za-z0-9+/=]*)$/;
const PROBES = "/probe/";

/** An alert as it arrived, from one notification of Alertmanager's. */
export interface Arrival {
  /** Of this process's monotonic clock, in ms. */
  atMs: number;
  /** Which of Alertmanager's receivers sent it. */
  receiver: string;
  /** The path of the address that it was sent to: "/ALERT_WEBHOOK_URL". */
  path: string;
  status: "firing" | "resolved";
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** What a webhook was sent, read from the lines that it prints. */
export class WebhookInbox {
  readonly arrivals: Arrival[] = [];
  /** Requests that were no notification, each with the reason. */
  readonly unreadable: string[] = [];
  /** Lines that tell of no request: why the webhook ended, for one. */
  readonly remarks: string[] = [];
  readonly #probes = new Set<string>();

  /** Takes a line that has just been read. A notification that the webhook refused has not arrived. */
  take(line: string, atMs = performance.now()): void {
    const [, status, path = "", body = ""] = LINE.exec(line) ?? [];
    if (status === undefined) this.remarks.push(line);
    else if (path.startsWith(PROBES)) this.#probes.add(path);
    else if (status === "200") this.#notification(Buffer.from(body, "base64").toString("utf8"), path, atMs);
  }

  /** The path of a request that is no notification. */
  pathOfProbe(name: string): string {
    return PROBES + name;
  }

  hasProbe(name: string): boolean {
    return this.#probes.has(this.pathOfProbe(name));
  }

  /** The first arrival since a time that has the status and all of the labels. */
  arrived(
    status: Arrival["status"],
    labels: Readonly<Record<string, string>>,
    sinceMs: number,
  ): Arrival | undefined {
    return this.arrivalsOf(status, labels, sinceMs)[0];
  }

  /** All of them. */
  arrivalsOf(
    status: Arrival["status"],
    labels: Readonly<Record<string, string>>,
    sinceMs: number,
  ): Arrival[] {
    return this.arrivals.filter(
      (each) =>
        each.atMs >= sinceMs &&
        each.status === status &&
        Object.entries(labels).every(([name, value]) => each.labels[name] === value),
    );
  }

  #notification(body: string, path: string, atMs: number): void {
    try {
      const { receiver, alerts } = notificationSchema.parse(JSON.parse(body));
      this.arrivals.push(...alerts.map((alert) => ({ atMs, receiver, path, ...alert })));
    } catch (thrown) {
      const why = thrown instanceof z.ZodError ? z.prettifyError(thrown) : messageOf(thrown);
      this.unreadable.push(`${body.slice(0, 100)}: ${why}`);
    }
  }
}
