import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { execa } from "execa";
import { expect, it } from "vitest";
import { onPath } from "../kernel/on-path.ts";
import { ROOT } from "../stack/compose-file.ts";
import { Shell } from "./shell.ts";

/** The command by which docs/security.md sees that RabbitMQ offers TLS, for another port. */
function documentedCheck(port: number): string {
  const document = readFileSync(join(ROOT, "docs/security.md"), "utf8");
  const [line] = document.split("\n").filter((each) => each.startsWith("openssl s_client"));
  if (!line?.includes(":5671")) throw new Error("docs/security.md holds no check of port 5671");
  return line.replace(":5671", `:${port}`);
}

async function checked(shell: Shell, server: Server) {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  try {
    return await execa("sh", ["-c", documentedCheck(port)], { cwd: shell.folder, reject: false });
  } finally {
    server.close();
  }
}

it("the documented check fails where there is no TLS, and passes where there is", {
  timeout: 120_000,
}, async ({ skip }) => {
  if (!(await onPath("openssl"))) skip("no openssl on this host");
  using shell = new Shell(["sh"]);
  await execa("sh", [join(ROOT, "config/tls/make-certificates.sh"), "tls"], { cwd: shell.folder });
  const greeting = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.end("AMQP\0\0\t\x01");
  });
  const tls = createTlsServer(
    { key: shell.read("tls/server.key"), cert: shell.read("tls/server.crt") },
    (socket) => {
      socket.on("error", () => undefined);
      socket.end();
    },
  );

  const without = await checked(shell, greeting);
  expect(without.exitCode).not.toBe(0);
  expect(without.stdout).not.toContain("TLS");

  const over = await checked(shell, tls);
  expect(over).toMatchObject({ exitCode: 0, stdout: "TLS" });
});

it("the certificate names every node of profile ha", async ({ skip }) => {
  if (!(await onPath("openssl"))) skip("no openssl on this host");
  using shell = new Shell(["sh"]);
  const { stdout } = await execa(
    "sh",
    [join(ROOT, "config/tls/make-certificates.sh"), "tls", "broker.example.org"],
    {
      cwd: shell.folder,
    },
  );

  for (const name of ["redis", "redis-replica-2", "rabbitmq", "rabbitmq-3", "broker.example.org"]) {
    expect(stdout).toMatch(new RegExp(`DNS:${name}(,|$)`, "m"));
  }
});
