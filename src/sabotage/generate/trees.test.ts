import { expect, test } from "vitest";
import { parse } from "yaml";
import { treeMutants } from "./trees.ts";

function made(file: string, text: string): Record<string, string> {
  return Object.fromEntries(
    treeMutants(file, text).map(({ id, apply }) => [id.slice(file.length + 1), apply(text)]),
  );
}

test("each value is removed and changed; a comment goes with what it is about", () => {
  expect(made("a.yml", "# why\ninterval: 5s # often\nretries: 6\nisOn: true\n")).toEqual({
    "interval (removed)": "retries: 6\nisOn: true\n",
    "interval=50s": "# why\ninterval: 50s # often\nretries: 6\nisOn: true\n",
    "interval=500ms": "# why\ninterval: 500ms # often\nretries: 6\nisOn: true\n",
    "retries (removed)": "# why\ninterval: 5s # often\nisOn: true\n",
    "retries=60": "# why\ninterval: 5s # often\nretries: 60\nisOn: true\n",
    "retries=1": "# why\ninterval: 5s # often\nretries: 1\nisOn: true\n",
    "isOn (removed)": "# why\ninterval: 5s # often\nretries: 6\n",
    "isOn=false": "# why\ninterval: 5s # often\nretries: 6\nisOn: false\n",
  });
});

test("items of a list go by what they are called, and by their number where they have no name", () => {
  const text = "jobs:\n  - job_name: a\n    port: 1\n  - { path: /x }\nlist: [b, b]\n";
  expect(Object.keys(made("a.yml", text))).toEqual([
    "jobs (removed)",
    "jobs[a] (removed)",
    "jobs[a].job_name (removed)",
    "jobs[a].job_name=a-other",
    "jobs[a].port (removed)",
    "jobs[a].port=10",
    "jobs[a].port=0",
    "jobs[1] (removed)",
    "jobs[1].path (removed)",
    "jobs[1].path=/x-other",
    "list (removed)",
    "list[b] (removed)",
    "list[b 2] (removed)",
  ]);
});

test("a text stays a text: a word that YAML takes for something else is put in quotes", () => {
  const text = 'restart: unless-stopped\nport: "26379"\n';
  const mutants = made("a.yml", text);

  expect(parse(mutants["restart=no"] ?? "")).toEqual({ restart: "no", port: "26379" });
  expect(parse(mutants["port=263790"] ?? "")).toEqual({ restart: "unless-stopped", port: "263790" });
});

test("what is shared by an anchor changes for all; the anchor itself is not taken out", () => {
  const text = "x: &common\n  a: 1\nb: *common\nc: { <<: *common }\n";
  const mutants = made("a.yml", text);

  expect(Object.keys(mutants)).not.toContain("x (removed)");
  expect(parse(mutants["x.a=10"] ?? "", { merge: true })).toEqual({
    x: { a: 10 },
    b: { a: 10 },
    c: { a: 10 },
  });
  expect(parse(mutants["b (removed)"] ?? "", { merge: true })).toEqual({ x: { a: 1 }, c: { a: 1 } });
});

test("a health check is replaced by one that always passes", () => {
  const text = 'healthcheck:\n  test: ["CMD", "ping"]\n';
  expect(parse(made("a.yml", text)["healthcheck.test=CMD true"] ?? "")).toEqual({
    healthcheck: { test: ["CMD", "true"] },
  });
});

test("JSON stays JSON", () => {
  const text = '{ "queues": [{ "name": "q", "durable": true, "arguments": { "ttl": 3600000 } }] }\n';
  const mutants = made("a.json", text);

  expect(JSON.parse(mutants["queues[q].arguments.ttl=360000"] ?? "")).toEqual({
    queues: [{ name: "q", durable: true, arguments: { ttl: 360000 } }],
  });
  for (const mutant of Object.values(mutants)) expect(() => JSON.parse(mutant)).not.toThrow();
});

test("a folded expression is changed and stays one", () => {
  const text = "rules:\n  - alert: A\n    expr: >\n      a > 5\n      or b\n";
  const mutants = made("a.yml", text);
  expect(parse(mutants["rules[A].expr=a < 5 or b"] ?? "").rules[0].expr.trim()).toBe("a < 5 or b");
});

test("a summary is taken out, and not said otherwise", () => {
  expect(Object.keys(made("a.yml", 'summary: "gone"\n'))).toEqual(["summary (removed)"]);
});
