import { expect, test } from "vitest";
import { diagramSvg, pictureOf } from "./diagram.ts";

const CHART = 'flowchart TB\n  a["due"] -- "sends" --> b[("stream<br/>or queue")]\n';

test("a picture has the words of its source, and asks nobody for anything", () => {
  const svg = diagramSvg(CHART);

  for (const word of ["due", "sends", "stream", "or queue"]) expect(svg).toContain(`>${word}<`);
  expect(svg.match(/https?:\/\/(?!www\.w3\.org\/)[^"'\s]*/g)).toBeNull();
});

test("a picture is named after the heading above it", () => {
  const tokens = [
    { type: "heading_open", info: "", content: "" },
    { type: "inline", info: "", content: 'How "it" travels' },
    { type: "fence", info: "mermaid", content: CHART },
  ];

  expect(pictureOf(tokens, 2)).toContain('aria-label="How &quot;it&quot; travels"');
});

test("other fences stay what they are", () => {
  expect(pictureOf([{ type: "fence", info: "sh", content: "npm test" }], 0)).toBeUndefined();
});
