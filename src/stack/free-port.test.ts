import { once } from "node:events";
import { createServer } from "node:net";
import { execa } from "execa";
import { expect, test } from "vitest";
import { freePort } from "./free-port.ts";

test("no two ports that are given are the same, and nothing listens on them", async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, () => freePort()));

  expect(new Set(ports).size).toBe(50);
  for (const port of ports) await canListen(port);
});

test("a port that another process was given is not given again, though nobody listens there yet", async () => {
  const module = new URL("./free-port.ts", import.meta.url).href;
  const script = `const { freePort } = await import(${JSON.stringify(module)});
Math.random = () => 0.5;
console.log(await freePort());
process.stdin.resume();`;
  const other = execa(process.execPath, ["--input-type=module", "-e", script]);
  const [line] = await once(other.stdout, "data");
  const random = Math.random;
  const tried = [0.5, 0.25];
  Math.random = () => tried.shift() ?? random();
  try {
    expect(await freePort()).not.toBe(Number(line));
    expect(tried).toEqual([]);
  } finally {
    Math.random = random;
    other.kill();
    await other.catch(() => undefined);
  }
});

async function canListen(port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const server = createServer();
  server.once("error", reject);
  server.listen(port, "127.0.0.1", () => server.close(() => resolve()));
  await promise;
}
