import { expect, test } from "vitest";
import { PAGES } from "./pages.ts";
import { addressOf, SIDEBAR } from "./sidebar.ts";

const listed = SIDEBAR.flatMap(({ pages }) => pages.map(([, page]) => page));

test("every page has one entry in the sidebar, and every entry a page", () => {
  expect(listed.toSorted()).toEqual(PAGES.toSorted());
});

test("a reader begins at the door, and then learns the words", () => {
  expect(listed.slice(0, 2)).toEqual(["README.md", "CONCEPTS.md"]);
});

test("the door is the home of the site, and other pages are where they are in the repository", () => {
  expect(["README.md", "CONCEPTS.md", "docs/runbook.md"].map(addressOf)).toEqual([
    "/",
    "/CONCEPTS",
    "/docs/runbook",
  ]);
});
