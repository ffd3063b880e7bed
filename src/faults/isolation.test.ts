import { expect, test } from "vitest";
import { droppedIn, rulesAgainst } from "./isolation.ts";

test("packets from and to every peer are dropped, in both directions at once", () => {
  expect(rulesAgainst(["10.0.0.2", "10.0.0.3"]).map((rule) => rule.join(" "))).toEqual([
    "-N SIGNOFF",
    "-A SIGNOFF -s 10.0.0.2 -j DROP",
    "-A SIGNOFF -d 10.0.0.2 -j DROP",
    "-A SIGNOFF -s 10.0.0.3 -j DROP",
    "-A SIGNOFF -d 10.0.0.3 -j DROP",
    "-I INPUT -j SIGNOFF",
    "-I OUTPUT -j SIGNOFF",
  ]);
});

test("what was dropped is the bytes of all rules, and no packet's count or head of the list", () => {
  const listing = `Chain SIGNOFF (2 references)
    pkts      bytes target     prot opt in     out     source               destination
       3      180 DROP       0    --  *      *       10.0.0.2             0.0.0.0/0
      12     9000 DROP       0    --  *      *       0.0.0.0/0            10.0.0.2
       7      700 DROPPED    0    --  *      *       0.0.0.0/0            10.0.0.9
`;

  expect(droppedIn(listing)).toBe(9_180);
});

test("a chain that has met no packet, and a list that is none, have dropped nothing", () => {
  expect(droppedIn("       0        0 DROP       0    --  *      *       10.0.0.2  0.0.0.0/0\n")).toBe(0);
  expect(droppedIn("iptables: No chain/target/match by that name.\n")).toBe(0);
});
