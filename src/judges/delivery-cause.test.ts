import { expect, test } from "vitest";
import { type Broken, deliveryCause } from "./delivery-cause.ts";

const NOWHERE = { prefix: 0, middle: 0, suffix: 0 };

function cause(changes: Partial<Broken> = {}): string | undefined {
  return deliveryCause({
    ...{ lost: 0, lostWhere: NOWHERE, corrupted: 0, unexpected: 0, duplicated: 0 },
    ...changes,
  });
}

test("a whole delivery has no cause to look for", () => {
  expect(cause()).toBeUndefined();
});

test.each([
  ["prefix", "4 lost, 4 of them the oldest", "XTRIM, MAXLEN, overflow or a TTL"],
  ["middle", "4 lost, 4 of them between others", "another consumer"],
  ["suffix", "4 lost, 4 of them the newest", "fsync"],
] as const)("frames lost at the %s are told with what takes frames there", (place, told, look) => {
  const said = cause({ lost: 4, lostWhere: { ...NOWHERE, [place]: 4 } });

  expect(said).toContain(told);
  expect(said).toContain(look);
});

test("frames that came out twice are nobody's fsync", () => {
  expect(cause({ duplicated: 3 })).toBe(
    "3 duplicated: look at who sends a frame twice, or hands it out again before it is acknowledged",
  );
});

test("a corrupted and an unexpected frame have causes of their own", () => {
  expect(cause({ corrupted: 1 })).toMatch(/^1 corrupted: their bytes changed on the way/);
  expect(cause({ unexpected: 2 })).toMatch(/^2 unexpected: nobody of this load sent them/);
});

test("several classes are told worst first", () => {
  const said = cause({
    ...{ lost: 5, lostWhere: { prefix: 2, middle: 0, suffix: 3 } },
    ...{ corrupted: 1, unexpected: 1, duplicated: 1 },
  });

  expect(said?.match(/\d lost|\d of them|\d corrupted|\d unexpected|\d duplicated/g)).toEqual([
    ...["5 lost", "2 of them", "3 of them", "1 corrupted", "1 unexpected", "1 duplicated"],
  ]);
});
