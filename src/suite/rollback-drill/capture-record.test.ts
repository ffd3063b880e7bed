import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FATE, judgeDelivery } from "../../judges/delivery.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { cameraRecords, historyOf } from "./capture-record.ts";

const { unsent, unanswered, confirmed, refused } = FATE;

/** The line that rtsp-capture prints when it ends. */
function lineOf(producer: number, fates: number[], attempted = fates.length): string {
  const packed = deflateSync(Uint8Array.from(fates)).toString("base64");
  return JSON.stringify({ record: [{ producer, attempted, fates: packed }] });
}

test("the accounts of each time that the cameras ran are read from between other lines", () => {
  const log = ["ready", lineOf(7, [confirmed, refused]), '{"second":1}', lineOf(8, [unsent]), ""].join("\n");

  expect(cameraRecords(log).map(({ producer, fates }) => [producer, [...fates]])).toEqual([
    [7, [confirmed, refused]],
    [8, [unsent]],
  ]);
});

test("cameras that were killed have told nothing, and nobody knows what was confirmed", () => {
  expect(() => cameraRecords("ready\nKilled\n")).toThrow(Undetermined);
  expect(() => cameraRecords('{"record":[]}')).toThrow(Undetermined);
});

test("an account of fewer frames than were due is none", () => {
  expect(() => cameraRecords(lineOf(7, [confirmed], 2))).toThrow("camera 7 tells of 1 frames, not 2");
});

test("a history has what became of each frame as the camera knows it", () => {
  const anyFates = fc.array(fc.constantFrom(unsent, unanswered, confirmed, refused), { maxLength: 40 });
  fc.assert(
    fc.property(fc.array(anyFates, { maxLength: 4 }), (cameras) => {
      const records = cameras.map((fates, producer) => ({ producer, fates: Uint8Array.from(fates) }));
      const all = cameras.flat();
      const count = (fate: number) => all.filter((each) => each === fate).length;

      expect(judgeDelivery(historyOf(records))).toMatchObject({
        ...{ attempted: all.length, confirmed: count(confirmed), refused: count(refused) },
        ...{ unknown: count(unanswered), unsent: count(unsent), lost: count(confirmed), received: 0 },
      });
    }),
  );
});
