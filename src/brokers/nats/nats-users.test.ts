import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../stack/compose-file.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { ALLOWED_USERS } from "./nats-allowed.ts";
import { judged, natsUsers, type SeenUsers } from "./nats-users.ts";

const ADMINISTRATORS = ["admin", "admin-system"] as const;
const DELIVERED = ["config/nats/nats.conf", "config/tls/nats.conf"]
  .map((file) => readFileSync(join(ROOT, file), "utf8"))
  .join("");
const STARTED = "nats-server\n--config\n/tmp/nats/server.conf\n";
type Accounts = SeenUsers["users"]["accounts"];
type User = Accounts[string]["users"][number];

/** A user who may what is stated, and what is changed of that. */
function user(
  name: string,
  rights: { publish?: readonly string[]; subscribe?: readonly string[] } = {},
): User {
  const { publish = [], subscribe = [] } = { ...ALLOWED_USERS[name], ...rights };
  const permissions = {
    publish: { allow: [...publish], deny: [] },
    subscribe: { allow: [...subscribe], deny: [] },
  };
  return { user: name, password: "s3cret", permissions };
}

const FRAMES = [{ user: "admin" }, user("producer"), user("consumer")];
const SYS = [{ user: "admin-system" }, user("monitor")];
const seen = (
  accounts: Partial<Accounts> = {},
  rest: { others?: string; system?: string } = {},
): SeenUsers => ({
  users: {
    accounts: {
      FRAMES: { jetstream: "enabled", users: FRAMES },
      SYS: { users: SYS },
      ...accounts,
    } as Accounts,
    system_account: rest.system ?? "SYS",
  },
  others: rest.others ?? DELIVERED,
  started: STARTED,
});
const beyond = (...of: Parameters<typeof seen>) => judged(seen(...of), ADMINISTRATORS).beyond;

test("the delivered users may what their work takes, and nothing else", () => {
  const { looked, ...found } = judged(seen(), ADMINISTRATORS);

  expect(found).toEqual({ beyond: [], lacking: [] });
  expect(looked).toBeGreaterThan(7);
});

test.for<[string, Partial<Accounts>]>([
  [
    "user spare is there, allowed are admin, admin-system, producer, consumer, monitor",
    { FRAMES: { users: [...FRAMES, { user: "spare" }] } },
  ],
  [
    "user admin-system is in the account FRAMES, allowed is SYS",
    { FRAMES: { users: [...FRAMES, { user: "admin-system" }] }, SYS: { users: [user("monitor")] } },
  ],
  ["user producer is in the account SYS, allowed is FRAMES", { SYS: { users: [...SYS, user("producer")] } }],
  [
    "producer may publish $JS.API.>, allowed are frames",
    { FRAMES: { users: [user("producer", { publish: ["frames", "$JS.API.>"] }), user("consumer")] } },
  ],
  [
    "consumer may subscribe frames, allowed are _INBOX.consumer.>",
    {
      FRAMES: { users: [user("producer"), user("consumer", { subscribe: ["_INBOX.consumer.>", "frames"] })] },
    },
  ],
  [
    "producer may do everything in its account",
    { FRAMES: { users: [{ user: "producer" }, user("consumer")] } },
  ],
  [
    "producer has the permission allow_responses, allowed are publish and subscribe",
    {
      FRAMES: {
        users: [
          {
            ...user("producer"),
            permissions: { ...user("producer").permissions, allow_responses: true },
          } as User,
          user("consumer"),
        ],
      },
    },
  ],
  ["the account OTHER is there, allowed are FRAMES and SYS", { OTHER: { users: [] } }],
  [
    "the account FRAMES has exports, allowed are its users alone",
    { FRAMES: { users: FRAMES, exports: [{ stream: ">" }] } },
  ],
])("%s", ([text, accounts]) => {
  expect(beyond(accounts)).toEqual([text]);
});

test("another account of the system is named", () => {
  expect(beyond({}, { system: "FRAMES" })).toEqual(["the system's account is FRAMES, allowed is SYS"]);
});

test.for([
  ["no_auth_user", 'no_auth_user: "producer"\n'],
  ["no_auth_user", "port: 4222\n  no_auth_user producer\n"],
  ["authorization", "authorization { user: a, password: b }\n"],
  ["websocket", 'websocket {\n  listen: "0.0.0.0:8080"\n}\n'],
  ["leafnodes", '"leafnodes": { "port": 7422 }\n'],
  ["authorization", "port: 4222, authorization { user: a, password: b }\n"],
  ["no_auth_user", "{no_auth_user=producer}"],
] as const)("another way in is named: %s in %j", ([key, others]) => {
  expect(beyond({}, { others })).toEqual([
    `the configuration has ${key}, allowed are the users of .env alone`,
  ]);
});

test.for([
  "# no_auth_user: producer\n",
  "port: 4222 // no_auth_user: producer\n",
  "no_auth_user_of_mine: 1\n",
  'name: "no_auth_user: 1"\n',
  "name: operator\n",
])("%j is no other way in", (others) => {
  expect(beyond({}, { others })).toEqual([]);
});

test("so is one in the file of the users themselves", () => {
  const { users, ...rest } = seen();

  expect(judged({ users: { ...users, no_auth_user: "producer" }, ...rest }, ADMINISTRATORS).beyond).toEqual([
    "the configuration has no_auth_user, allowed are the users of .env alone",
  ]);
});

test("what a user needs and may not do is named, also where it may do something else, or is missing", () => {
  const fewer = { users: [{ user: "admin" }, user("producer", { publish: ["video"], subscribe: [] })] };

  expect(judged(seen({ FRAMES: fewer }), ADMINISTRATORS)).toMatchObject({
    beyond: ["producer may publish video, allowed are frames"],
    lacking: [
      "producer may not publish frames",
      "producer may not subscribe _INBOX.producer.>",
      "there is no user consumer",
    ],
  });
});

test.for<[string[], string[], string[]]>([
  [["other"], [], ["producer may not publish frames"]],
  [["frames"], ["frames"], ["producer may not publish frames"]],
  [["frames"], [">"], ["producer may not publish frames"]],
  [["frames"], ["other.>"], []],
  [["*"], [], []],
])("a producer who may publish %j and is denied %j lacks %j", ([allow, deny, lacking]) => {
  const producer = user("producer");
  const permissions = { publish: { allow, deny }, subscribe: { allow: [">"], deny: [] } };
  const frames = { users: [{ ...producer, permissions }, user("consumer")] };

  expect(judged(seen({ FRAMES: frames }), ADMINISTRATORS).lacking).toEqual(lacking);
});

test("a user who shows a key is one more", async () => {
  const { beyond } = await natsUsers(
    nodeWith({ accounts: { FRAMES: { users: [{ nkey: "UABC" }] } }, system_account: "SYS" }),
  );

  expect(beyond).toEqual([expect.stringMatching(/^user with a key is there, allowed are root, /)]);
});

test("who may do everything lacks nothing", () => {
  const all = { users: [{ user: "producer" }, user("consumer", { publish: [">"] })] };

  expect(judged(seen({ FRAMES: all }), ADMINISTRATORS).lacking).toEqual([]);
});

/** A node whose files hold that. */
function nodeWith(users: object, others = ""): RunningService {
  return {
    name: "nats-2",
    service: { environment: { NATS_USER: "root", NATS_PASSWORD: "secret" } },
    exec: async ([program, ...words]: readonly string[]) => {
      if (program === "cat") return JSON.stringify(users);
      return words.join(" ").includes("cmdline") ? STARTED : others;
    },
  } as unknown as RunningService;
}

test("a node's files are read, with whom its environment names as its administrators", async () => {
  const node = nodeWith({
    accounts: {
      FRAMES: { users: [{ user: "root" }, user("producer"), user("consumer")] },
      SYS: { users: [{ user: "root-system" }, user("monitor")] },
    },
    system_account: "SYS",
  });

  expect(await natsUsers(node)).toMatchObject({ server: "nats-2", beyond: [], lacking: [] });
});

test("a right that the file leaves out is everything, and subjects alone are those allowed, as the server reads it", async () => {
  const producer = { user: "producer", permissions: { publish: "frames" } };
  const node = nodeWith(
    {
      accounts: {
        FRAMES: { users: [producer, user("consumer")] },
        SYS: { users: [user("monitor")] },
      },
      system_account: "SYS",
    },
    "no_auth_user: consumer\n",
  );

  expect(await natsUsers(node)).toMatchObject({
    beyond: [
      "producer may subscribe >, allowed are _INBOX.producer.>",
      "the configuration has no_auth_user, allowed are the users of .env alone",
    ],
    lacking: [],
  });
});
