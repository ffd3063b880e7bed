import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { monotonicClock } from "../../kernel/clock.ts";
import { LogOnDisk } from "./disk.ts";
import { Echo } from "./echo.ts";
import type { EchoSaid } from "./running-control.ts";

const port = parentPort as MessagePort;
const tell = (said: EchoSaid) => port.postMessage(said);

const log = new LogOnDisk((workerData as { folder: string }).folder);
const echo = new Echo(log, monotonicClock.now);
const server = echo.serve().listen(0, "127.0.0.1");
await once(server, "listening");
port.on("message", () => {
  const { user, system } = process.threadCpuUsage();
  tell({ kind: "report", ...log.place, fsyncs: echo.fsyncs, processorMs: (user + system) / 1e3 });
});
tell({ kind: "listening", port: (server.address() as AddressInfo).port });
