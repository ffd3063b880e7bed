import { describe, expect, it } from "vitest";
import { currentTarget } from "./run-target.ts";

describe("the target of a run", () => {
  it("is a stack of its own unless one is named", () => {
    expect(currentTarget({})).toEqual({ kind: "own" });
    expect(currentTarget({ SIGNOFF_TARGET: "" })).toEqual({ kind: "own" });
  });

  it("allows no fault on a deployed one unless that is said", () => {
    expect(currentTarget({ SIGNOFF_TARGET: "stack" })).toEqual({ kind: "stack", allowsFaults: false });
    expect(currentTarget({ SIGNOFF_TARGET: "stack", SIGNOFF_ALLOW_FAULTS: "1" })).toEqual({
      kind: "stack",
      allowsFaults: true,
    });
  });

  it("is a file of addresses where it is no word that is known", () => {
    const target = currentTarget({ SIGNOFF_TARGET: "/etc/brokers/staging.yaml" });

    expect(target).toEqual({ kind: "addresses", file: "/etc/brokers/staging.yaml", allowsFaults: false });
  });
});
