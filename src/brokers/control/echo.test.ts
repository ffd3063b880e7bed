import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { done, notYet, until } from "../../kernel/wait.ts";
import { controlAt } from "./control.ts";
import { ControlClient } from "./control-client.ts";
import { ROLES, withLength } from "./control-wire.ts";
import type { Disk } from "./disk.ts";
import { Echo } from "./echo.ts";

const WITHIN_MS = 30_000;

/** A disk that tells what it has, and what of that is safe. */
class ToldDisk implements Disk {
  written = Buffer.alloc(0);
  safe = Buffer.alloc(0);
  syncs = 0;

  write(bytes: readonly Buffer[]): void {
    this.written = Buffer.concat([this.written, ...bytes]);
  }

  sync(): void {
    this.safe = this.written;
    this.syncs += 1;
  }
}

async function served() {
  const disk = new ToldDisk();
  const echo = new Echo(disk, performance.now.bind(performance));
  const server = echo.serve().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { disk, echo, port, client: new ControlClient(controlAt(port)) };
}

const frame = (number: number, bytes = 64) => Buffer.alloc(bytes, number);
const onDisk = (...frames: Buffer[]) => Buffer.concat(frames.flatMap(withLength));

function depthIs(client: ControlClient, frames: number): Promise<void> {
  return until(`the depth is ${frames}`, { deadlineMs: WITHIN_MS, everyMs: 5 }, async () => {
    const depth = await client.depth();
    return depth === frames ? done(undefined) : notYet(`${depth}`);
  });
}

test("a frame is confirmed once the disk has every byte of it for good, and not before", async () => {
  const { client, disk } = await served();
  await using publisher = await client.openPublisher();
  const sent: Buffer[] = [];

  for (const bytes of [20, 200_000, 1]) {
    sent.push(frame(bytes % 251, bytes));
    expect(await publisher.publish(sent.at(-1) as Buffer)).toBe("confirmed");
    expect(disk.safe.equals(onDisk(...sent))).toBe(true);
  }
});

test("frames that arrive together share an fsync, and each fsync is on record", async () => {
  const { client, disk, echo } = await served();
  await using publisher = await client.openPublisher();
  const frames = Array.from({ length: 100 }, (_, number) => frame(number));

  await Promise.all(frames.map((each) => publisher.publish(each)));

  expect(disk.safe.equals(onDisk(...frames))).toBe(true);
  expect(disk.syncs).toBeLessThan(100);
  expect(echo.fsyncs.tookMs).toHaveLength(disk.syncs);
  expect(echo.fsyncs.atMs).toHaveLength(disk.syncs);
});

test("every frame comes out as it was sent, in its order, and none is held once it was acknowledged", async () => {
  const { client } = await served();
  await using publisher = await client.openPublisher();
  const frames = Array.from({ length: 50 }, (_, number) => frame(number, 1 + number * 3_000));
  const out: Buffer[] = [];

  await Promise.all(frames.slice(0, 10).map((each) => publisher.publish(each)));
  await depthIs(client, 10);
  await using _consumer = await client.openConsumer((each) => out.push(Buffer.from(each)));
  await Promise.all(frames.slice(10).map((each) => publisher.publish(each)));
  await depthIs(client, 0);

  expect(Buffer.concat(out).equals(Buffer.concat(frames))).toBe(true);
  expect(await client.consumers()).toBe(1);
});

test("frames of one who has not acknowledged them when it parts are handed to another", async () => {
  const { client, port } = await served();
  const silent = connect(port, "127.0.0.1");
  silent.write(Buffer.of(ROLES.consumer));
  await using publisher = await client.openPublisher();
  const handed = once(silent, "data");
  await publisher.publish(frame(7));
  await handed;
  expect(await client.depth()).toBe(1);

  const out: Buffer[] = [];
  await using _other = await client.openConsumer((each) => out.push(Buffer.from(each)));
  silent.destroy();
  await depthIs(client, 0);

  expect(out).toEqual([frame(7)]);
});

test("several publishers and consumers share the work", async () => {
  const { client } = await served();
  const out: number[] = [];
  await using _first = await client.openConsumer(() => out.push(1));
  await using _second = await client.openConsumer(() => out.push(2));
  await using one = await client.openPublisher();
  await using other = await client.openPublisher();

  await Promise.all(
    Array.from({ length: 40 }, (_, number) => [one, other].map((to) => to.publish(frame(number)))).flat(),
  );
  await depthIs(client, 0);

  expect([1, 2].map((consumer) => out.filter((each) => each === consumer).length)).toEqual([40, 40]);
});

test("a publisher whose connection is lost says so", async () => {
  const { client } = await served();
  const publisher = await client.openPublisher();
  await publisher[Symbol.asyncDispose]();

  await expect(publisher.publish(frame(1))).rejects.toThrow();
});
