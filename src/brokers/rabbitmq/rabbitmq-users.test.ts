import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { reachedAt } from "../../stack/testing.ts";
import { DEAD_LETTER_EXCHANGE } from "./names.ts";
import { judged, rabbitmqUsers, type SeenUsers } from "./rabbitmq-users.ts";

const OF = { administrator: "guest", vhost: "/" };
const permission = (user: string, rights: Partial<SeenUsers["permissions"][number]> = {}) => ({
  ...{ user, vhost: "/", configure: "", write: "", read: "" },
  ...rights,
});
const ADMINISTRATOR = permission("guest", { configure: ".*", write: ".*", read: ".*" });
const PRODUCER = permission("producer", { write: "^amq[.]default$" });
const CONSUMER = permission("consumer", { read: "^frame_queue$" });
const DELIVERED: SeenUsers = {
  users: [
    { name: "guest", tags: ["administrator"] },
    { name: "producer", tags: [] },
    { name: "consumer", tags: [] },
  ],
  permissions: [ADMINISTRATOR, PRODUCER, CONSUMER],
  topics: [],
  vhosts: ["/"],
  plugins: ["rabbitmq_management", "rabbitmq_prometheus"],
};

const beyond = (changed: Partial<SeenUsers>) => judged({ ...DELIVERED, ...changed }, OF).beyond;
const withUser = (name: string, ...tags: string[]) => ({
  users: [...DELIVERED.users.filter((each) => each.name !== name), { name, tags }],
});

test("the delivered users may what their work takes, and nothing else", () => {
  expect(judged(DELIVERED, OF)).toEqual({ beyond: [], lacking: [], looked: 15 });
});

test("other spellings of the same names, and of no name, are the same rights", () => {
  const permissions = [
    ADMINISTRATOR,
    permission("producer", { configure: "^$", write: "^(amq\\.default)$" }),
    permission("consumer", { read: "^(?:frame_queue)$" }),
  ];

  expect(judged({ ...DELIVERED, permissions }, OF)).toMatchObject({ beyond: [], lacking: [] });
});

test.each<[string, Partial<SeenUsers>]>([
  [
    "user second (administrator) is there, allowed are guest, producer, consumer",
    withUser("second", "administrator"),
  ],
  ["user spare is there, allowed are guest, producer, consumer", withUser("spare")],
  ["producer has the tag monitoring, allowed are none", withUser("producer", "monitoring")],
  [
    "guest has the tag policymaker, allowed are administrator",
    withUser("guest", "administrator", "policymaker"),
  ],
  [
    "consumer may configure frame_queue, allowed are none",
    { permissions: [PRODUCER, { ...CONSUMER, configure: "^frame_queue$" }] },
  ],
  [
    "consumer may read frame_queue.dead, allowed are frame_queue",
    { permissions: [PRODUCER, { ...CONSUMER, read: "^frame_queue([.]dead|)$" }] },
  ],
  [
    "producer may write whatever matches .*, allowed are amq.default",
    { permissions: [{ ...PRODUCER, write: ".*" }, CONSUMER] },
  ],
  [
    `producer may write ${DEAD_LETTER_EXCHANGE}, allowed are amq.default`,
    { permissions: [{ ...PRODUCER, write: "^(amq[.]default|frames[.]dead)$" }, CONSUMER] },
  ],
  [
    "producer has rights on the virtual host other, allowed is /",
    { permissions: [PRODUCER, CONSUMER, { ...PRODUCER, vhost: "other" }] },
  ],
  ["the virtual host other is there, allowed is /", { vhosts: ["/", "other"] }],
  [
    "consumer has rights on topics of amq.topic, allowed are none",
    { topics: [{ user: "consumer", vhost: "/", exchange: "amq.topic" }] },
  ],
  ...["rabbitmq_auth_backend_http", "rabbitmq_tracing", "rabbitmq_shovel", "a_plugin_of_others"].map(
    (plugin): [string, Partial<SeenUsers>] => [
      `the plugin ${plugin} is enabled, allowed are rabbitmq_management, rabbitmq_prometheus, rabbitmq_management_agent, rabbitmq_web_dispatch`,
      { plugins: ["rabbitmq_management", plugin] },
    ],
  ),
])("%s", (text, changed) => {
  expect(beyond(changed)).toEqual([text]);
});

test("rights on another virtual host that let nothing through are none", () => {
  expect(beyond({ permissions: [PRODUCER, CONSUMER, permission("producer", { vhost: "other" })] })).toEqual(
    [],
  );
});

test("what a user needs and may not do is named, also where it is missing", () => {
  expect(judged({ ...DELIVERED, permissions: [ADMINISTRATOR, permission("producer")] }, OF).lacking).toEqual([
    "producer may not write amq.default",
    "consumer may not read frame_queue",
  ]);
});

test("a node is asked as its administrator, and lists what it has", async () => {
  const lists: Record<string, unknown> = {
    "/api/users": [{ name: "root", tags: "administrator", password_hash: "x" }],
    "/api/permissions": [],
    "/api/topic-permissions": [],
    "/api/vhosts": [{ name: "/" }],
    "/api/nodes": [
      { name: "rabbit@rabbitmq" },
      {
        enabled_plugins: ["rabbitmq_management"],
        applications: ["rabbit", "rabbitmq_prelaunch", "rabbitmq_web_dispatch", "rabbitmq_tracing"].map(
          (name) => ({ name, version: "4.2.9" }),
        ),
      },
    ],
  };
  const server = createServer(({ url = "", headers }, response) => {
    response.statusCode = headers.authorization === `Basic ${btoa("root:secret")}` ? 200 : 401;
    response.end(JSON.stringify(lists[url]));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const at = { host: "127.0.0.1", port: (server.address() as { port: number }).port };
  const node = reachedAt("rabbitmq-2", { 15672: at }, { BROKER_USER: "root", BROKER_PASSWORD: "secret" });

  expect(await rabbitmqUsers(node)).toMatchObject({
    server: "rabbitmq-2",
    beyond: [expect.stringMatching(/^the plugin rabbitmq_tracing is enabled, /)],
    lacking: ["producer may not write amq.default", "consumer may not read frame_queue"],
  });
});
