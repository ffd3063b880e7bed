import type { RunningService } from "../../stack/running-service.ts";
import type { AskedRights } from "../access.ts";
import { DEAD_LETTER_EXCHANGE, DEAD_LETTER_QUEUE, QUEUE } from "./names.ts";

const VERBS = ["configure", "write", "read"] as const;
const RESOURCES = [
  `queue ${QUEUE}`,
  `queue ${DEAD_LETTER_QUEUE}`,
  "queue other",
  "exchange amq.default",
  `exchange ${DEAD_LETTER_EXCHANGE}`,
  "exchange amq.topic",
] as const;

const USERS = [
  { user: "producer", needed: ["write exchange amq.default"] },
  { user: "consumer", needed: [`read queue ${QUEUE}`] },
];

/**
 * What each user of RabbitMQ may do. Nothing is done: the node is asked what it would answer, as it asks itself for every
 * command of a client.
 */
export async function rabbitmqUsers(service: RunningService): Promise<AskedRights[]> {
  const printed = await service.exec([
    "rabbitmqctl",
    "-q",
    "eval",
    expressionFor(USERS.map(({ user }) => user)),
  ]);
  const told = [...printed.matchAll(/"(\w+) ([^"]+)"/g)].map(([, user, right = ""]) => ({ user, right }));
  return USERS.map(({ user, needed }) => ({
    user: `rabbitmq: ${user}`,
    allowed: told.filter((each) => each.user === user).map(({ right }) => right),
    needed,
    // And its tags, any of which may let it in to the management API.
    looked: VERBS.length * RESOURCES.length + 1,
  }));
}

/** Erlang that evaluates to a list of strings, one for each thing that is allowed: "producer write exchange amq.default". */
function expressionFor(users: readonly string[]): string {
  const list = (items: readonly string[]) => `[${items.join(", ")}]`;
  const resources = RESOURCES.map((resource) => {
    const [kind, name] = resource.split(" ");
    return `{${kind}, <<"${name}">>}`;
  });
  return `
    lists:append([begin
      {ok, User} = rabbit_access_control:check_user_login(Name, []),
      Allowed = fun(Verb, Kind, Resource) ->
        ok =:= catch rabbit_access_control:check_resource_access(
          User, rabbit_misc:r(<<"/">>, Kind, Resource), Verb, #{})
      end,
      [lists:flatten(io_lib:format("~s ~s ~s ~s", [Name, Verb, Kind, Resource]))
        || Verb <- ${list(VERBS)}, {Kind, Resource} <- ${list(resources)}, Allowed(Verb, Kind, Resource)]
      ++ [lists:flatten(io_lib:format("~s tag ~s", [Name, Tag])) || Tag <- element(3, User)]
    end || Name <- ${list(users.map((user) => `<<"${user}">>`))}]).`;
}
