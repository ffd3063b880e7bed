import { expect, test } from "vitest";
import { untoldInFiles } from "./redis-conf.ts";

const TOLD = new Set(["appendonly", "save", "tls-port"]);

test("what a node tells of itself, users and comments are no further settings", () => {
  const files = "# appendonly no\nappendonly yes\n  SAVE 3600 1\nuser a on\n\ntls-port 6390\n";

  expect(untoldInFiles(files, TOLD)).toEqual({});
});

test("commands under other names, modules and further files are, without what may be a credential", () => {
  const files = 'rename-command REPLICAOF "secret"\nloadmodule /tmp/m.so\ninclude /etc/added/*.conf\n';

  expect(untoldInFiles(files, TOLD)).toEqual({
    "conf rename-command": "is there",
    "conf loadmodule": "is there",
    "conf include": "/etc/added/*.conf",
  });
});
