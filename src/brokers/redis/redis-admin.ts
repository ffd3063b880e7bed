import type { Redis } from "ioredis";
import { Undetermined } from "../../kernel/undetermined.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { connectRedis } from "./redis-connection.ts";
import { redisLoginOf } from "./redis-login.ts";

const PORT = 6379;

/** Administers a running Redis: its settings, figures, files and keys. */
export class RedisAdmin {
  readonly service: RunningService;

  constructor(service: RunningService) {
    this.service = service;
  }

  get login() {
    return { address: () => this.service.address(PORT), ...redisLoginOf(this.service.service.environment) };
  }

  /** The value in force of a setting, by its name in redis.conf. */
  async setting(name: string): Promise<string> {
    const reply = await this.#ask((redis) => redis.config("GET", name));
    const value = (reply as string[])[1];
    if (value === undefined) throw new Error(`Redis knows no setting ${name}`);
    return value;
  }

  /** Changes a setting of the running server for a time, to reach a limit sooner; disposing puts the deployed value back. */
  async override(name: string, value: string | number): Promise<AsyncDisposableStack> {
    const deployed = await this.setting(name);
    const set = (to: string | number) => this.#ask((redis) => redis.config("SET", name, to));
    await set(value);
    const undo = new AsyncDisposableStack();
    undo.defer(async () => {
      await set(deployed);
    });
    return undo;
  }

  /**
   * Lets clients in without the password for a time, for programs that would take one only as an argument, which every
   * process list shows. Does nothing where there is none.
   */
  async withoutPassword(): Promise<AsyncDisposable> {
    const undo = new AsyncDisposableStack();
    const { password } = this.login;
    if (!password) return undo;
    await this.#ask((redis) => redis.acl("SETUSER", "default", "nopass"));
    undo.defer(async () => {
      await this.#ask((redis) => redis.config("SET", "requirepass", password));
    });
    return undo;
  }

  /** Has a command executed that has no method here. */
  async command(name: string, ...args: (string | number)[]): Promise<unknown> {
    return await this.#ask((redis) => redis.call(name, ...args));
  }

  /** The fields of INFO, all sections. */
  async info(): Promise<Record<string, string>> {
    const text = await this.#ask((redis) => redis.info("everything"));
    const fields = text.split("\r\n").filter((line) => line.includes(":"));
    return Object.fromEntries(
      fields.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]),
    );
  }

  /** How large the files of the append-only file are; where they cannot be seen, how large the server says they are. */
  async aofBytes(): Promise<number> {
    try {
      return await this.#bytesOf("appenddirname");
    } catch (thrown) {
      if (!(thrown instanceof Undetermined)) throw thrown;
      return Number((await this.info()).aof_current_size ?? 0);
    }
  }

  /** How large the snapshot is. @throws Undetermined where the file cannot be seen: the server does not tell */
  async rdbBytes(): Promise<number> {
    return this.#bytesOf("dbfilename");
  }

  /** Has a snapshot written and waits for its end. */
  async snapshot(deadlineMs = 30_000): Promise<void> {
    await this.#ask((redis) => redis.bgsave());
    await until("Redis has written its snapshot", { deadlineMs, everyMs: 50 }, async () => {
      const { rdb_bgsave_in_progress, rdb_last_bgsave_status } = await this.info();
      const ended = rdb_bgsave_in_progress === "0" && rdb_last_bgsave_status === "ok";
      return ended
        ? done(undefined)
        : notYet(`in progress ${rdb_bgsave_in_progress}, last ${rdb_last_bgsave_status}`);
    });
  }

  /** Has snapshot and append-only file written anew and waits until both are sound. */
  async persisted(): Promise<void> {
    await this.snapshot();
    await this.command("BGREWRITEAOF");
    await until("Redis has rewritten its append-only file", { deadlineMs: 30_000, everyMs: 50 }, async () => {
      const { aof_rewrite_in_progress, aof_last_bgrewrite_status } = await this.info();
      const ended = aof_rewrite_in_progress === "0" && aof_last_bgrewrite_status === "ok";
      return ended ? done(undefined) : notYet(`in progress ${aof_rewrite_in_progress}`);
    });
  }

  async answers(deadlineMs = 30_000): Promise<void> {
    await until("Redis answers", { deadlineMs, everyMs: 50 }, async () =>
      done(await this.#ask((redis) => redis.ping())),
    );
  }

  /**
   * Sum of the file's or the folder's files' sizes; 0 when there is none.
   * @param name the setting that names it
   */
  async #bytesOf(name: "appenddirname" | "dbfilename"): Promise<number> {
    const path = `${await this.setting("dir")}/${await this.setting(name)}`;
    const listing = await this.service.exec([
      "sh",
      "-c",
      'find "$1" -type f -exec wc -c {} + 2>/dev/null || true',
      "sh",
      path,
    ]);
    const sizes = listing.split("\n").filter((line) => line.trim() !== "" && !line.trim().endsWith(" total"));
    return sizes.reduce((sum, line) => sum + Number.parseInt(line, 10), 0);
  }

  async #ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
    const redis = await connectRedis(this.login);
    try {
      return await question(redis);
    } finally {
      redis.disconnect();
    }
  }
}
