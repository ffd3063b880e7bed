import { expect, test } from "vitest";
import { waysBeside } from "./nats-ways.ts";

const STARTED = "nats-server\n--config\n/tmp/nats/server.conf\n";
const OTHERS = `server_name: "nats"
include nats.conf
include users.json
include cluster.conf
# leafnodes { port: 7422 } would be a way in
cluster {
  authorization { user: route, password: "secret{}\\" #", timeout: 5 }
}
`;
const ways = (others: string, started = STARTED) => waysBeside({ keys: [], others, started });

test("the login of the nodes among themselves is none, nor are files that are read here", () => {
  expect(ways(OTHERS)).toEqual([]);
});

test.for([
  ["no_auth_user", "jetstream { max_file_store: 8GB }; NO_AUTH_USER: producer\n"],
  ["no_auth_user", 'name: "a # b", no_auth_user: producer\n'],
  ["authorization", `${OTHERS}authorization { token: "t" }\n`],
  ["accounts", "accounts { MORE { jetstream: true } }\n"],
] as const)("%s is a way in: %s", ([key, others]) => {
  expect(ways(others)).toEqual([`the configuration has ${key}, allowed are the users of .env alone`]);
});

test("a file that nobody reads here may hold one", () => {
  expect(ways('include "../var/more.conf"\n')).toEqual([
    "the configuration includes ../var/more.conf, allowed are files of /tmp/nats",
  ]);
});

test.for([
  [`${STARTED}--user\nroot\n`, 5],
  ["", 0],
] as const)("so may what a server is started with: %j", ([started, words]) => {
  expect(ways("", started)).toEqual([
    `the server was started with ${words} words, allowed are nats-server --config /tmp/nats/server.conf`,
  ]);
});
