import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { engine } from "./engine.ts";

afterEach(() => vi.unstubAllEnvs());

async function listening(server: Server, at: string): Promise<void> {
  await new Promise<void>((resolve) => server.listen(at, resolve));
  onTestFinished(() => {
    server.close();
  });
}

test.each(["ssh://another.invalid", "tcp://192.0.2.7:2375", "tcp://docker.invalid:2376"])(
  "the engine %s of another host is refused at once",
  async (url) => {
    vi.stubEnv("DOCKER_HOST", url);

    await expect(engine()).rejects.toThrow(
      `Docker Engine at ${url} (from DOCKER_HOST): expected an engine of this host`,
    );
  },
);

test("an engine that is named and does not answer is told with its name, and what to do", async () => {
  vi.stubEnv("DOCKER_HOST", "unix:///run/nobody.sock");

  await expect(engine()).rejects.toThrow(
    /\(from DOCKER_HOST\): .*no socket \/run\/nobody\.sock\n.*unset DOCKER_HOST/,
  );
});

test("a port of this host that nobody listens on is told as that", async () => {
  vi.stubEnv("DOCKER_HOST", "tcp://localhost:1");

  await expect(engine()).rejects.toThrow(/tcp:\/\/localhost:1 .*ECONNREFUSED/);
});

test("testcontainers does not go on to another engine behind our back", async () => {
  const socket = join(tmpdir(), `engine-test-${process.pid}.sock`);
  // It answers the ping, and nothing else: testcontainers then tries the usual socket.
  await listening(
    createServer((request, response) => response.writeHead(request.url === "/_ping" ? 200 : 500).end()),
    socket,
  );
  vi.stubEnv("DOCKER_HOST", `unix://${socket}`);

  await expect(engine()).rejects.toThrow(/expected containers that the tests start to be this engine's/);
});
