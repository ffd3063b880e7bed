import { expect, test } from "vitest";
import { scriptsTold } from "./scripts-beside.ts";

test("scripts that go on beside a server run, once however many processes of them there are", () => {
  const printed = `redis-server *:6379
sh /usr/local/etc/redis/keep-following.sh
/bin/sh /usr/local/etc/redis/keep-following.sh
sleep 10
sh /usr/local/etc/redis/healthy.sh
`;

  expect(scriptsTold(printed)).toEqual({ "beside keep-following.sh": "runs" });
});

test("a script that is only named, as by whoever looks for it, does not run", () => {
  expect(scriptsTold("grep sh /etc/rabbitmq/broker/keep-on-disk.sh\nsh -c keep-on-disk.sh\n")).toEqual({});
});
