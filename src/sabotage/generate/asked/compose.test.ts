import { expect, test } from "vitest";
import { saidOf } from "./compose.ts";

test("a file that Compose reads as the delivered one is the same, one that it does not read is refused", () => {
  expect(saidOf("{}", "{}")?.status).toBe("equivalent");
  expect(saidOf("{}", undefined)?.status).toBe("refused");
  expect(saidOf("{}", '{"services":{}}')).toBeUndefined();
});
