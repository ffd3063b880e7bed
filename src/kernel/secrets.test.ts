import { describe, expect, it, vi } from "vitest";
import { deeplyWithoutSecrets, forgetSecrets, keepSecret, keepSecretsOf, withoutSecrets } from "./secrets.ts";

const SECRET = `s3"cr/9f\\et`;

describe("a secret that was made known", () => {
  it.each([
    ["as it is", SECRET],
    ["in JSON", JSON.stringify({ said: SECRET })],
    ["percent-encoded", encodeURIComponent(SECRET)],
    ["in base64", Buffer.from(SECRET).toString("base64")],
  ])("is cut %s", (_how, text) => {
    keepSecret(SECRET);

    const cut = withoutSecrets(`before ${text} after`);

    expect(cut).toMatch(/^before .*\*\*\*.* after$/);
    expect(cut).not.toContain("9f");
  });

  it("is shown again once it is forgotten", () => {
    keepSecret("tiger");

    forgetSecrets();

    expect(withoutSecrets("a tiger")).toBe("a tiger");
  });

  it("is cut where it stands alone when it is a short word", () => {
    keepSecret("tiger");

    expect(withoutSecrets("tiger tigers")).toBe("*** tigers");
  });

  it("is the value of a variable whose name says so, or the password of a URL", () => {
    keepSecretsOf({
      REDIS_PASSWORD: "from-name",
      WHERE: "amqp://me:from%2Durl@h/v",
      HOME: "/home/me-and-you",
    });

    expect(withoutSecrets("from-name from-url /home/me-and-you")).toBe("*** *** /home/me-and-you");
  });

  it("comes from the environment", () => {
    vi.stubEnv("STAGING_REDIS_PASSWORD", "of-the-environment");

    expect(withoutSecrets("refused of-the-environment")).toBe("refused ***");
  });

  it("is none when everybody knows it", () => {
    keepSecretsOf({ RABBITMQ_PASSWORD: "guest", GRAFANA_PASSWORD: "admin" });

    expect(withoutSecrets("user guest, admin")).toBe("user guest, admin");
  });
});

describe("whoever's it is", () => {
  it.each([
    ["redis://me:topsecret@h:1/0", "redis://***@h:1/0"],
    ["push to http://u:p@ss@h/api failed", "push to http://***@h/api failed"],
    ["amqp://u:with/slash@h", "amqp://***@h"],
    ["authorization: Basic dTpwdw==", "authorization: ***"],
    [`{"authorization":"Bearer abc"}`, `{"authorization":"***"}`],
    ["sent Basic dXNlcjpwYXNzd29yZA== to it", "sent Basic *** to it"],
    ["AUTH default hunter2", "AUTH ***"],
    ["CONFIG SET requirepass hunter2", "CONFIG SET requirepass ***"],
    ["ACL SETUSER me on >hunter2 ~*", "ACL SETUSER me on >*** ~*"],
    ["REDIS_PASSWORD=hunter2 docker", "REDIS_PASSWORD=*** docker"],
    [`{"password":"hunter2"}`, `{"password":"***"}`],
  ])("%s is cut", (text, cut) => {
    expect(withoutSecrets(text)).toBe(cut);
  });

  it.each([
    "http://127.0.0.1:9090/api/v1/write",
    "redis://user:password@host:port",
    "WRONGPASS invalid username-password pair or user is disabled.",
    "NOAUTH Authentication required.",
    "ERR AUTH <password> called without any password configured for the default user.",
    "set the password: in .env, or in the URL",
    "npm install undici@8 from https://example.org/undici",
  ])("%s stays", (text) => {
    expect(withoutSecrets(text)).toBe(text);
  });
});

it("cuts every text of a value", () => {
  expect(deeplyWithoutSecrets({ a: ["redis://u:pw@h", 1], b: { c: undefined } })).toEqual({
    a: ["redis://***@h", 1],
    b: { c: undefined },
  });
});
