import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../stack/compose-file.ts";
import { SHELLS, Shell } from "./shell.ts";

const CONFIG = join(ROOT, "config/nats");
// In the container it is mounted there.
const SCRIPT = readFileSync(join(CONFIG, "declare.sh"), "utf8").replaceAll("/etc/nats", CONFIG);

const CREATE = "$JS.API.STREAM.CREATE.FRAMES";
const UPDATE = "$JS.API.STREAM.UPDATE.FRAMES";
const CONSUMER = "$JS.API.CONSUMER.DURABLE.CREATE.FRAMES.ai-services";
const YES = '{"config":{}}';
const IN_USE = '{"error":{"code":400,"err_code":10058,"description":"stream name already in use"}}';
const FULL = '{"error":{"code":500,"err_code":10047,"description":"insufficient storage"}}';

/** JetStream, that answers to a subject with the file of its name; what it is asked are lines of `asked` and `bodies`. */
const NC = `
while IFS= read -r line; do
  line=$(printf '%s' "$line" | tr -d '\\r')
  case "$line" in
    "PUB "*)
      subject=\${line#PUB }
      inbox=\${subject#* }
      inbox=\${inbox%% *}
      subject=\${subject%% *}
      IFS= read -r body
      printf '%s\\n' "$subject" >>asked
      printf '%s\\n' "$body" | tr -d '\\r' >>bodies
      if [ -e "$subject" ]; then printf 'MSG %s 1 2\\r\\n%s\\r\\n' "$inbox" "$(cat "$subject")"; fi
      ;;
  esac
done`;

describe.each(SHELLS.map((shell) => ({ shell, name: shell.join(" ") })))(
  "under $name",
  ({ shell: command }) => {
    /** What is declared where JetStream answers so. @param meanwhile happens in the first pause */
    function declared(answers: Readonly<Record<string, string>>, mode = "alone", meanwhile = "exit 9") {
      using shell = new Shell(command);
      shell.stub("nc", NC);
      for (const [subject, answer] of Object.entries(answers)) shell.write(subject, answer);
      const script = `sleep() { [ "$1" = 0 ] || { ${meanwhile}; }; }\nset -- ${mode}\n${SCRIPT}`;
      const { exitCode, stderr } = shell.run(script, {
        ...{ NATS_USER: "admin", NATS_PASSWORD: "s3cret", ANSWERS_WITHIN: "0" },
        DECLARED: join(shell.folder, "declared"),
      });
      const lines = (name: string) => shell.read(name).trimEnd().split("\n");
      const bodies = lines("bodies").map((line) => JSON.parse(line) as { num_replicas?: number });
      return {
        exitCode,
        stderr,
        asked: lines("asked"),
        bodies,
        isHealthy: shell.run("[ -e declared ]").exitCode === 0,
      };
    }

    it("declares the stream and its consumer as their files have them, and is healthy then", () => {
      const { exitCode, asked, bodies, isHealthy } = declared({ [CREATE]: YES, [CONSUMER]: YES });
      const file = (name: string) => JSON.parse(readFileSync(join(CONFIG, name), "utf8")) as object;

      expect({ exitCode, isHealthy }).toEqual({ exitCode: 0, isHealthy: true });
      expect(asked).toEqual([CREATE, CONSUMER]);
      expect(bodies).toEqual([file("stream.json"), file("consumer.json")]);
    });

    it("gives the stream three replicas in a cluster", () => {
      const { bodies } = declared({ [CREATE]: YES, [CONSUMER]: YES }, "cluster");

      expect(bodies.map(({ num_replicas }) => num_replicas)).toEqual([3, undefined]);
    });

    it("changes a stream that is there already to what its file has", () => {
      const { asked, bodies, isHealthy } = declared(
        { [CREATE]: IN_USE, [UPDATE]: YES, [CONSUMER]: YES },
        "cluster",
      );

      expect(asked).toEqual([CREATE, UPDATE, CONSUMER]);
      expect(bodies[1]).toMatchObject({ name: "FRAMES", num_replicas: 3 });
      expect(isHealthy).toBe(true);
    });

    it.each([
      [
        "refuses the stream",
        { [CREATE]: FULL, [CONSUMER]: YES },
        `stream is not as ${CONFIG}/stream.json has it`,
      ],
      [
        "refuses its change",
        { [CREATE]: IN_USE, [UPDATE]: FULL, [CONSUMER]: YES },
        `stream is not as ${CONFIG}/stream.json has it`,
      ],
      [
        "refuses the consumer",
        { [CREATE]: YES, [CONSUMER]: FULL },
        `consumer is not as ${CONFIG}/consumer.json has it`,
      ],
    ])("is not healthy while JetStream %s, and says why", (_what, answers, told) => {
      const { exitCode, stderr, isHealthy } = declared(answers);

      expect({ exitCode, isHealthy }).toEqual({ exitCode: 9, isHealthy: false });
      expect(stderr).toContain(`${told}: 10047 insufficient storage`);
    });

    it("is not healthy while JetStream answers nothing, and goes on until it does", () => {
      expect(declared({ [CONSUMER]: YES })).toMatchObject({ exitCode: 9, isHealthy: false });
      const later = declared({ [CONSUMER]: YES }, "alone", `printf '%s' '${YES}' >'${CREATE}'`);

      expect(later).toMatchObject({ exitCode: 0, isHealthy: true, asked: [CREATE, CREATE, CONSUMER] });
    });
  },
);
