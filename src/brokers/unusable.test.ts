import { describe, expect, test } from "vitest";
import { unusable } from "./unusable.ts";

const REDIS = { broker: "redis", host: "127.0.0.1", port: 6379, destination: "frames" } as const;
const RABBITMQ = {
  broker: "rabbitmq",
  host: "127.0.0.1",
  port: 5672,
  user: "guest",
  password: "guest",
  vhost: "/",
  destination: "frame_queue",
} as const;

const NATS = {
  broker: "nats",
  host: "127.0.0.1",
  port: 4222,
  user: "admin",
  password: "admin",
  destination: "FRAMES",
} as const;

describe("What to do about a broker that takes no frames", () => {
  test.each([
    ["connect ECONNREFUSED 127.0.0.1:6399", "start it"],
    ["WRONGPASS invalid username-password pair or user is disabled.", "user and password"],
    ["NOAUTH HELLO must be called with the client already authenticated", "user and password"],
    ["READONLY You can't write against a read only replica.", "--ha"],
    ["NOPERM User exporter has no permissions to run the 'xgroup|create' command", "a user who may send"],
    ["MOVED 1234 10.0.0.7:6379", "Redis Cluster, which is not supported"],
    ["ERR SELECT is not allowed in cluster mode", "Redis Cluster, which is not supported"],
    [
      "ERR AUTH <password> called without any password configured for the default user.",
      "leave the password out",
    ],
    ["WRONGTYPE Operation against a key holding the wrong kind of value", "another stream"],
    ["ERR DB index is out of range", "a database that it has"],
    ["LOADING Redis is loading the dataset in memory", "wait until"],
    ["MISCONF Redis is configured to save RDB snapshots", "its disk"],
    ["OOM command not allowed when used memory > 'maxmemory'.", "it is full"],
    ["All sentinels are unreachable. Last error: connect ECONNREFUSED", "Sentinels"],
    ['Protocol error, got "H" as reply type byte.', "the port of Redis"],
    [
      "self-signed certificate; if the root CA is installed locally, try --use-system-ca",
      "NODE_EXTRA_CA_CERTS",
    ],
    ["unable to verify the first certificate", "NODE_EXTRA_CA_CERTS"],
    ["certificate has expired", "renew its certificate"],
    [
      "Hostname/IP does not match certificate's altnames: Host: x. is not in the cert's altnames",
      "name the host as its certificate does",
    ],
    [
      "4047:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:",
      "speaks no TLS on that port",
    ],
    ["Client network socket disconnected before secure TLS connection was established", "speaks TLS there"],
    ["read ECONNRESET", "speaks TLS there"],
    ["getaddrinfo ENOTFOUND nosuchhost", "correct the host's name"],
    ["connect ETIMEDOUT", "check the route"],
    ["connect EHOSTUNREACH 10.0.0.9:6379", "routing"],
    ["Redis takes part: not so after 5000 ms (last answer: no answer)", "whether it is held up"],
    ["something new", "docker compose logs redis"],
  ])("%s", (seen, remedy) => {
    expect(unusable(REDIS, "stream frames", seen).message).toContain(remedy);
  });

  test.each([
    ["connect ECONNREFUSED 127.0.0.1:5672", "start it"],
    [
      'Handshake terminated by server: 403 (ACCESS-REFUSED) with message "ACCESS_REFUSED - Login was refused"',
      "user and password",
    ],
    [
      `403 (ACCESS-REFUSED) with message "ACCESS_REFUSED - read access to queue 'frame_queue' in vhost '/' refused for user 'producer'"`,
      "a user who may send",
    ],
    ["Expected ConnectionOpenOk; got <ConnectionClose channel:0>", "declare the virtual host"],
    [
      `Operation failed: QueueDeclare; 404 (NOT-FOUND) with message "NOT_FOUND - no queue 'none' in vhost '/'"`,
      "declare the queue",
    ],
    [`405 (RESOURCE-LOCKED) with message "RESOURCE_LOCKED - cannot obtain exclusive access"`, "for itself"],
    [
      `406 (PRECONDITION-FAILED) with message "PRECONDITION_FAILED - inequivalent arg 'x-queue-type'"`,
      "a quorum queue",
    ],
    [
      `Connection closed: 320 (CONNECTION-FORCED) with message "CONNECTION_FORCED - broker forced connection closure with reason 'shutdown'"`,
      "start the node again",
    ],
    ["Heartbeat timeout", "the node's load"],
    ["Socket closed abruptly during opening handshake", "the port of AMQP"],
    [
      "queue frame_queue takes part: not so after 10000 ms (last answer: no answer)",
      "most members are online",
    ],
    ["something new", "docker compose logs rabbitmq"],
  ])("%s", (seen, remedy) => {
    expect(unusable(RABBITMQ, "queue frame_queue", seen).message).toContain(remedy);
  });

  test.each([
    ["connection refused: connect ECONNREFUSED 127.0.0.1:4222", "start it"],
    ["getaddrinfo ENOTFOUND nosuchhost", "correct the host's name"],
    ["Authorization Violation", "user and password"],
    ["Authentication Timeout", "user and password"],
    ['Permissions Violation for Publish to "$JS.API.STREAM.INFO.FRAMES"', "a user who may send"],
    ["jetstream is not enabled: no responders: '$JS.API.STREAM.INFO.FRAMES'", "JetStream has to be on"],
    ["no responders: no stream takes frames at this subject now", "most nodes have to run"],
    ["stream not found", "declare the stream"],
    ["consumer not found", "declare the consumer"],
    ["maximum messages exceeded (10077)", "the stream is full"],
    ["insufficient storage resources available (10047)", "the stream is full"],
    ["stream VIDEO takes frames at video.*, which names no single one", "one subject without * and >"],
    ["stream FRAMES takes part: not so after 10000 ms (last answer: no answer)", "most nodes run"],
    ["JetStream system temporarily unavailable (10008)", "most nodes run"],
    ["Stale Connection", "the node's load"],
    ["server does not support 'tls'", "the port of NATS, 4222"],
    ["unexpected response from server", "the port of NATS, 4222"],
    ["error connecting - node provided an undefined error", "the port of NATS, 4222"],
    ["timeout", "whether NATS is what listens"],
    ["self-signed certificate; if the root CA is installed locally", "NODE_EXTRA_CA_CERTS"],
    [
      "Hostname/IP does not match certificate's altnames: Host: x. is not in the cert's altnames",
      "name the host as its certificate does",
    ],
    ["connect ETIMEDOUT", "check the route"],
    ["the connection was closed", "whether it is held up"],
    ["something new", "docker compose logs nats"],
  ])("%s", (seen, remedy) => {
    expect(unusable(NATS, "stream FRAMES", seen).message).toContain(remedy);
  });

  test("a password that is refused is told as one, with the user and without the password", () => {
    const problem = unusable(
      { ...REDIS, user: "me", password: "topsecret" },
      "stream frames",
      "WRONGPASS invalid",
    );

    expect(problem.message).toContain("it refused the password of user me: WRONGPASS");
    expect(problem.message).not.toContain("topsecret");
  });
});
