import { expect, test } from "vitest";
import { medianOfRounds } from "./rounds-figure.ts";

const round = (value: number) => ({ value });
const itself = (value: number) => value;

test("eight rounds have a median with an interval of 99 %", () => {
  const figure = medianOfRounds([4, 1, 3, 2, 8, 7, 6, 5].map(round), itself);

  expect(figure).toMatchObject({ estimate: { value: 4.5, low: 1, high: 8, samples: 8 } });
});

test("fewer rounds have a median without one", () => {
  const figure = medianOfRounds([round(4), { undetermined: "full" }, round(2)], itself);

  expect(figure).toEqual({ estimate: { value: 3, confidencePercent: 99, samples: 2 } });
});

test("where no round could be measured, the reasons stand there", () => {
  expect(medianOfRounds([{ undetermined: "full" }], itself)).toEqual({ undetermined: "full" });
  expect(medianOfRounds([], itself)).toEqual({ undetermined: "it was not measured" });
});
