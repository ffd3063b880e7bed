import { expect, test } from "vitest";
import { scriptsBeside, scriptsTold } from "./scripts-beside.ts";

const RUNNING = "1 0 redis-server *:6379\n17 1 sh /usr/local/etc/redis/keep-following.sh \n";

test("scripts that go on beside a server run, with the pause between two looks", () => {
  const printed = `${RUNNING}18 17 /bin/sh /usr/local/etc/redis/keep-following.sh
19 17 sleep 10
20 1 sleep 86400
21 1 sh /usr/local/etc/redis/healthy.sh
`;

  expect(scriptsTold(printed)).toEqual({
    "beside keep-following.sh": "runs",
    "beside keep-following.sh every": "10",
  });
});

test("a script that is only named, as by whoever looks for it, does not run", () => {
  expect(
    scriptsTold("7 1 grep sh /etc/rabbitmq/broker/keep-on-disk.sh\n8 1 sh -c keep-on-disk.sh\n"),
  ).toEqual({});
});

test("one that is at work is looked at again until it sleeps", async () => {
  const answers = [RUNNING, RUNNING, `${RUNNING}19 17 sleep 10\n`];
  const exec = async () => answers.shift() ?? "";

  expect(await scriptsBeside({ exec })).toEqual({
    "beside keep-following.sh": "runs",
    "beside keep-following.sh every": "10",
  });
  expect(answers).toEqual([]);
});
