import type { Delivery } from "./delivery.ts";

/** What a delivery is told apart by, where it is no good one. */
export type Broken = Pick<Delivery, "lost" | "lostWhere" | "corrupted" | "unexpected" | "duplicated">;

const AT = {
  prefix: {
    where: "the oldest",
    look: "something drops frames from the head: XTRIM, MAXLEN, overflow or a TTL",
  },
  middle: {
    where: "between others",
    look: "another consumer takes or deletes them, or a fault took what was not on the disk yet",
  },
  suffix: {
    where: "the newest",
    look: "they were confirmed before they were on the disk: fsync, and the type of the queue",
  },
} as const;

/**
 * Where to look for the cause of a broken delivery, worst class first; `undefined` where every confirmed frame came out once and
 * unchanged. The law: each class of frames has causes of its own, and a remedy for one is none for another. Frames that came out
 * twice were sent or handed out twice; no fsync mends that.
 */
export function deliveryCause({
  lost,
  lostWhere,
  corrupted,
  unexpected,
  duplicated,
}: Broken): string | undefined {
  const causes = [
    lost > 0 && `${lost} lost, ${placesOf(lostWhere)}`,
    corrupted > 0 &&
      `${corrupted} corrupted: their bytes changed on the way; look at what stands between producer and consumer, and at the disk`,
    unexpected > 0 &&
      `${unexpected} unexpected: nobody of this load sent them; look who else sends there, or uses the number of a frame again`,
    duplicated > 0 &&
      `${duplicated} duplicated: look at who sends a frame twice, or hands it out again before it is acknowledged`,
  ];
  return causes.filter((cause) => cause !== false).join("; ") || undefined;
}

/** Where most of the lost ones lie, and what takes frames there. */
function placesOf(lostWhere: Broken["lostWhere"]): string {
  const places = (["prefix", "middle", "suffix"] as const).filter((place) => lostWhere[place] > 0);
  const told = places.map((place) => `${lostWhere[place]} of them ${AT[place].where} (${AT[place].look})`);
  return told.join(", ") || "nobody knows where";
}
