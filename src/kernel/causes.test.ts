import { expect, test } from "vitest";
import { causeOf, NETWORK_CAUSES } from "./causes.ts";

test.each([
  ["connect ECONNREFUSED 127.0.0.1:6379", /^start it/],
  ["getaddrinfo ENOTFOUND mq", /no name server knows it/],
  ["getaddrinfo EAI_AGAIN mq", /no name server knows it/],
  ["self-signed certificate in certificate chain", /NODE_EXTRA_CA_CERTS/],
  ["unable to verify the first certificate", /NODE_EXTRA_CA_CERTS/],
  ["Hostname/IP does not match certificate's altnames", /name the host as its certificate does/],
  ["certificate has expired", /renew its certificate/],
  ["certificate is not yet valid", /set the clock/],
  ["SSL routines:ssl3_get_record:wrong version number", /it speaks no TLS on that port/],
  ["tlsv1.3 alert certificate required", /asks for a client certificate/],
  ["connect EHOSTUNREACH 10.0.0.5:5672", /routing, VPN, firewall/],
  ["connect ETIMEDOUT 10.0.0.5:5672", /firewall, address/],
  ["read ECONNRESET", /whether it speaks TLS there/],
  [
    "Client network socket disconnected before secure TLS connection was established",
    /whether it speaks TLS there/,
  ],
])("%s has its remedy", (said, remedy) => {
  expect(causeOf(said, NETWORK_CAUSES)?.remedy).toMatch(remedy);
});

test("the first table that knows it holds, and in it the first entry", () => {
  const own = [
    { pattern: /refused/i, remedy: "ours" },
    { pattern: /ECONN/, remedy: "later" },
  ];

  expect(causeOf("ECONNREFUSED", own, NETWORK_CAUSES)?.remedy).toBe("ours");
  expect(causeOf("ECONNRESET", own, NETWORK_CAUSES)?.remedy).toBe("later");
});

test("what no table knows has no cause", () => {
  expect(causeOf("it hung up in Morse", NETWORK_CAUSES)).toBeUndefined();
  expect(causeOf("ECONNREFUSED")).toBeUndefined();
});
