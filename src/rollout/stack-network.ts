import type { Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import { execa } from "execa";
import { type DockerAt, docker } from "../hosts/swarm/docker-at.ts";
import type { Service } from "../stack/compose-file.ts";
import { LoopbackPorts } from "../stack/loopback-ports.ts";
import type { HostPort } from "../stack/running-service.ts";

interface Opening {
  at: DockerAt;
  /** The name of the stack in the Swarm. */
  stack: string;
  /** RabbitMQ, whose image has the tools that ask its cluster, and a shell that opens connections. */
  service: Service;
}

/** Connects standard input and output with a port. */
const CONNECT = `exec 3<>"/dev/tcp/$1/$2"; cat <&3 & reader=$!; cat >&3; kill "$reader"`;
/** The cookie is handed over on standard input: no argument and no inspection shows it. */
const KEEP_COOKIE = `umask 077; cat >"$HOME/.erlang.cookie"; chmod 400 "$HOME/.erlang.cookie"`;

/**
 * The network of a stack, whose services publish few ports and run on hosts that this machine may not reach: a container on the
 * manager's own host is on that network, and passes connections and commands on.
 */
export class StackNetwork implements AsyncDisposable {
  readonly #at: DockerAt;
  readonly #container: string;
  readonly #ports = new LoopbackPorts();

  /** @throws Problem when the manager's host can't run the container */
  static async open({ at, stack, service }: Opening): Promise<StackNetwork> {
    const id = await docker(at, [
      ...["run", "--detach", "--rm", "--network", `${stack}_default`, "--cap-drop", "ALL"],
      ...["--security-opt", "no-new-privileges", "--user", service.user ?? "nobody", "--env", "HOME=/tmp"],
      ...["--entrypoint", "sleep", service.image, "infinity"],
    ]);
    const network = new StackNetwork(at, id);
    try {
      const cookie = service.environment.BROKER_ERLANG_COOKIE ?? "";
      await docker(at, ["exec", "--interactive", id, "sh", "-c", KEEP_COOKIE], cookie);
      return network;
    } catch (thrown) {
      await network[Symbol.asyncDispose]();
      throw thrown;
    }
  }

  private constructor(at: DockerAt, container: string) {
    this.#at = at;
    this.#container = container;
  }

  /** Where a client on this machine reaches a port of a member. */
  reach(member: string, port: number): Promise<HostPort> {
    return this.#ports.open((socket) => this.#pass(socket, member, port));
  }

  /** What a tool prints that asks a node of RabbitMQ. @throws Problem with its output when it fails */
  exec(node: string, command: readonly string[]): Promise<string> {
    return docker(this.#at, [
      "exec",
      "--env",
      `RABBITMQ_NODENAME=rabbit@${node}`,
      this.#container,
      ...command,
    ]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ports[Symbol.dispose]();
    await docker(this.#at, ["rm", "--force", this.#container]).catch(() => undefined);
  }

  async #pass(socket: Socket, member: string, port: number): Promise<void> {
    const connected = ["bash", "-c", CONNECT, "bash", member, String(port)];
    const args = [...this.#at, "exec", "--interactive", this.#container, ...connected];
    const through = execa("docker", args, { buffer: false, reject: false, stderr: "ignore" });
    try {
      await Promise.all([pipeline(socket, through.stdin), pipeline(through.stdout, socket)]);
    } finally {
      socket.destroy();
      through.kill();
    }
  }
}
