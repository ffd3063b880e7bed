import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../../stack/compose-file.ts";
import { variableOf, withLittleMemory, withOtherEnvironment, withShorterQueues } from "./break-each.ts";

test.for(["maxmemory 2gb", "maxmemory 3221225472", "MAXMEMORY 1gb # half", "# no limit at all"])(
  "Redis gets too little memory, whatever its limit was: %s",
  (limit) => {
    const lines = withLittleMemory(`appendonly yes\n${limit}\n`)
      .split("\n")
      .filter((line) => /^maxmemory /i.test(line));

    expect(lines.at(-1)).toBe("maxmemory 48mb");
  },
);

test("RabbitMQ gets other policies, whatever they were, and everything else stays", () => {
  const delivered = readFileSync(join(ROOT, "config/rabbitmq/definitions.json"), "utf8");
  const [before, after] = [JSON.parse(delivered), JSON.parse(withShorterQueues(delivered))];
  const [{ definition }] = before.policies;

  expect(after.policies[0].definition).toEqual({ ...definition, "max-length": definition["max-length"] - 1 });
  expect({ ...after, policies: [] }).toEqual({ ...before, policies: [] });
  expect(withShorterQueues('{"queues":[]}')).not.toBe('{"queues":[]}');
});

test("the compose file gets another variable for each service, and everything else stays", () => {
  const delivered = readFileSync(join(ROOT, "docker-compose.yml"), "utf8");
  const [before, after] = [parse(delivered, { merge: true }), parse(withOtherEnvironment(delivered))];
  const names = Object.keys(before.services);

  expect(Object.keys(after.services)).toEqual(names);
  for (const name of names)
    expect(after.services[name].environment).toEqual({
      ...before.services[name].environment,
      NEXT_VERSION: "yes",
    });
  expect(after.volumes).toEqual(before.volumes);
});

test("an image is changed by the variable that names it", () => {
  const image = (text: string) => `$${text}`;

  expect(variableOf(image("{REDIS_IMAGE:-redis:8.2.2}"))).toBe("REDIS_IMAGE");
  expect(variableOf(image("{REDIS_IMAGE}"))).toBe("REDIS_IMAGE");
  expect(variableOf("redis:8.2.2")).toBeUndefined();
});
