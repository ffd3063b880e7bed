import { MockAgent } from "undici";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { answeredBy, get, readJson } from "./http.ts";

const ORIGIN = "http://prometheus:9090";
let agent: MockAgent;

beforeEach(() => {
  agent = new MockAgent();
  agent.disableNetConnect();
  const through = answeredBy(agent);
  onTestFinished(async () => {
    through[Symbol.dispose]();
    await agent.close();
  });
});

function answers(path: string, status: number, body: string, headers: Record<string, string> = {}) {
  agent.get(ORIGIN).intercept({ path, method: "GET" }).reply(status, body, { headers });
}

describe("an HTTP request", () => {
  it("is answered with status, type and body", async () => {
    answers("/api?query=up", 200, '{"a":1}', { "content-type": "application/json" });

    const answer = await get(`${ORIGIN}/api?query=up`);

    expect(answer).toMatchObject({ status: 200, contentType: "application/json", body: '{"a":1}' });
    expect(await readJson(answer, z.object({ a: z.number() }))).toEqual({ a: 1 });
  });

  it("logs in with the user and password of its address, and shows neither", async () => {
    agent
      .get(ORIGIN)
      .intercept({ path: "/api", headers: { authorization: `Basic ${btoa("me:p@ss-word")}` } })
      .reply(500, "me:p@ss-word is wrong");

    await expect(get("http://me:p%40ss-word@prometheus:9090/api")).rejects.toThrow(
      /^GET http:\/\/prometheus:9090\/api answered 500: /,
    );
  });

  it("takes the statuses that it is told to take", async () => {
    answers("/alarms", 503, "some");

    expect(await get(`${ORIGIN}/alarms`, { takes: (status) => status === 503 })).toMatchObject({
      body: "some",
    });
  });

  it("follows nowhere, and says where to", async () => {
    answers("/", 302, "", { location: "https://me:pw@prometheus/login" });

    await expect(get(`${ORIGIN}/`)).rejects.toThrow(
      "GET http://prometheus:9090/ answered 302, which names https://prometheus/login",
    );
  });

  it("fails with the innermost cause", async () => {
    const cause = new AggregateError([
      new Error("connect ECONNREFUSED ::1:9090"),
      new Error("connect ECONNREFUSED 127.0.0.1:9090"),
    ]);
    agent.get(ORIGIN).intercept({ path: "/x?a=1" }).replyWithError(new TypeError("fetch failed", { cause }));

    await expect(get(`${ORIGIN}/x?a=1`)).rejects.toThrow(
      "GET http://prometheus:9090/x: connect ECONNREFUSED ::1:9090; connect ECONNREFUSED 127.0.0.1:9090",
    );
  });

  it("names what was no JSON, and what was other JSON than expected", async () => {
    answers("/html", 200, "<html>", { "content-type": "text/html" });
    answers("/json", 200, '{"a":{}}');

    await expect(readJson(await get(`${ORIGIN}/html`), z.object({}))).rejects.toThrow(
      "GET http://prometheus:9090/html answered with text/html, expected JSON: <html>",
    );
    await expect(
      readJson(await get(`${ORIGIN}/json`), z.object({ a: z.object({ b: z.number() }) })),
    ).rejects.toThrow(
      "answered in another form than expected: a.b: Invalid input: expected number, received undefined",
    );
  });
});
