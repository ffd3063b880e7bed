import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf, Problem } from "../kernel/problem.ts";
import { composeSync } from "./compose-cli.ts";
import type { Variables } from "./interpolate.ts";

/** Compose runs for some time, and the same file is read again and again. */
const known = new Map<string, readonly string[]>();

/**
 * What Compose makes of texts with variables in a folder, in their order: from `.env` and the environment by its own
 * rules, so that what is verified is what Compose deploys.
 *
 * @throws Problem that names `.env` when Compose does not take it; Error with the message of `${NAME:?message}`
 */
export function composedValues(texts: readonly string[], root: string, env: Variables): readonly string[] {
  const key = JSON.stringify([root, textOf(join(root, ".env")), Object.entries(env).sort(), texts]);
  const values = known.get(key) ?? asked(texts, root, env);
  known.set(key, values);
  return values;
}

function asked(texts: readonly string[], root: string, env: Variables): readonly string[] {
  const environment = Object.fromEntries(texts.map((text, index) => [`r${index}`, text]));
  const probe = { name: "probe", services: { probe: { image: "probe", environment } } };
  const input = JSON.stringify(probe);
  const printed = composeSync({ root, files: ["-"] }, ["config", "--format", "json"], { input, env });
  const { services } = JSON.parse(printed) as {
    services: { probe: { environment: Record<string, string> } };
  };
  return texts.map((_text, index) => (services.probe.environment[`r${index}`] ?? "").replaceAll("$$", "$"));
}

/** The project that `.env` names; `undefined` when it names none. @throws Problem when Compose does not take it */
export function projectInDotEnv(root: string): string | undefined {
  const unnamed = "project-without-a-name";
  const input = JSON.stringify({ name: unnamed, services: { probe: { image: "probe" } } });
  const printed = composeSync({ root, files: ["-"] }, ["config", "--format", "json"], {
    input,
    env: process.env,
  });
  const { name } = JSON.parse(printed) as { name: string };
  return name === unnamed ? undefined : name;
}

function textOf(dotEnv: string): string {
  if (!existsSync(dotEnv)) return "";
  try {
    return readFileSync(dotEnv, "latin1");
  } catch (thrown) {
    throw new Problem(
      {
        subject: dotEnv,
        expected: "a file of variables that this user may read",
        seen: messageOf(thrown),
        remedy:
          "give this user the right to read it (it belongs to whoever runs the stack), then run this again",
      },
      { cause: thrown },
    );
  }
}
