import { expect, test } from "vitest";
import { auditIn, packagesOf } from "./audit.ts";

test("what npm has found is its JSON, although it exits with 1 then", () => {
  expect(auditIn({ stdout: "{}", stderr: "", exitCode: 0 })).toBe("{}");
  expect(auditIn({ stdout: '{"high":1}', stderr: "npm warn", exitCode: 1 })).toBe('{"high":1}');
});

test("a registry that has no audit is told in npm's words", () => {
  expect(auditIn({ stdout: "", stderr: "npm error audit 404", exitCode: 1 })).toBe("npm error audit 404");
});

test("an audit that did not end is none", () => {
  expect(auditIn({ stdout: "{", stderr: "killed", exitCode: undefined })).toBe(
    "npm audit did not run: killed",
  );
});

test("packages are listed by service, and why where a container does not tell them", async () => {
  const service = (name: string, run: () => Promise<{ output: string }>) => ({
    ...{ name, imageId: "sha256:1", service: { image: `${name}:8` }, run },
  });
  const services = [
    service("redis", async () => ({ output: "libc6\t2.41\n" })),
    service("grafana", () => Promise.reject(new Error("container is not running"))),
  ];
  const stack = { running: async () => services } as unknown as Parameters<typeof packagesOf>[0];

  expect(await packagesOf(stack)).toBe(
    "# redis: redis:8 sha256:1\nlibc6\t2.41\n\n# grafana: grafana:8 sha256:1\ncontainer is not running\n",
  );
});
