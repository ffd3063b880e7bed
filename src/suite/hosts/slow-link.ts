import { slowLinkFigures } from "../../judges/slow-link.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { Details } from "../record/criterion.ts";
import type { Cell } from "../reliability/cell.ts";
import { type Cells, cellsOf } from "../reliability/cells-together.ts";

/** How a broker stood a link that was slow for a time. */
export interface SlowLink {
  cells: Cells;
  /** What is judged: what became of the frames, and whether more were confirmed meanwhile and afterwards. */
  measured: Record<string, number>;
  /** What was measured besides, and is not judged. */
  details: Details;
  /** Why that none were confirmed may be what others did to the host, if it may; a lost frame is nobody else's doing. */
  busy: string | undefined;
}

/** @throws Undetermined for a cell that could not be judged */
export function slowLinkOf(found: readonly Cell[]): SlowLink {
  const cells = cellsOf(found);
  const { lost, corrupted, unexpected } = cells.loss;
  const [cell] = found;
  if (!cell?.inForce) throw new Undetermined("no link was slow");
  const slow = { from: cell.inForce.fromMs / 1e3, to: cell.inForce.toMs / 1e3 };
  const figures = slowLinkFigures(cell.timeline, slow);
  const { normalAfterSeconds } = figures;
  const seenForSeconds = cell.timeline.length - slow.to;
  return {
    cells,
    measured: {
      lost,
      corrupted,
      unexpected,
      "confirmed meanwhile": figures.confirmedMeanwhile,
      "seconds until confirmed afterwards": figures.confirmedAfterSeconds,
    },
    details: {
      "frames/s before": Math.round(figures.rateBefore),
      "frames/s meanwhile": Math.round(figures.rateMeanwhile),
      "latency as before":
        normalAfterSeconds === undefined
          ? `not within ${seenForSeconds.toFixed(0)} s`
          : `after ${normalAfterSeconds.toFixed(1)} s`,
      frames: cells.frames,
      seen: cells.seen,
    },
    busy: lost + corrupted + unexpected > 0 ? undefined : cell.busy,
  };
}
