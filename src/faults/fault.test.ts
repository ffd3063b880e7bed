import { expect, test } from "vitest";
import { Undetermined } from "../kernel/undetermined.ts";
import { Fault, together } from "./fault.ts";

function faultThat(log: string[], name = "a fault"): Fault {
  return new Fault(name, async () => {
    log.push(`${name} lands`);
    return {
      proof: `${name} was seen`,
      heal: async () => {
        log.push(`${name} is healed`);
        return `${name} is over`;
      },
    };
  });
}

test("a fault tells the proof that it landed, and what its healing came to", async () => {
  const fault = faultThat([]);

  await expect(fault.inject()).resolves.toBe("a fault was seen");
  await expect(fault.heal()).resolves.toBe("a fault is over");
});

test("a fault is in force from its landing to its healing, and may be made again", async () => {
  const log: string[] = [];
  const fault = faultThat(log);

  for (let time = 1; time <= 2; time += 1) {
    expect(fault.isInForce).toBe(false);
    await fault.inject();
    expect(fault.isInForce).toBe(true);
    await fault.heal();
  }
  expect(log).toHaveLength(4);
});

test("a fault that is in force is not made twice", async () => {
  const fault = faultThat([]);
  await fault.inject();

  await expect(fault.inject()).rejects.toThrow("a fault: it is in force already");
});

test("what has not landed is not healed", async () => {
  await expect(faultThat([]).heal()).rejects.toThrow("a fault: there is nothing to heal");
});

test("what was healed is not healed again", async () => {
  const fault = faultThat([]);
  await fault.inject();
  await fault.heal();

  await expect(fault.heal()).rejects.toThrow("there is nothing to heal");
});

test("a fault that did not land is not in force", async () => {
  const fault = new Fault("a fault", () => Promise.reject(new Undetermined("it did not land")));

  await expect(fault.inject()).rejects.toThrow("it did not land");
  await expect(fault.heal()).rejects.toThrow("there is nothing to heal");
});

test("a test that fails leaves no fault in force", async () => {
  const log: string[] = [];
  const failing = async () => {
    await using fault = faultThat(log);
    await fault.inject();
    throw new Error("the test failed");
  };

  await expect(failing()).rejects.toThrow("the test failed");
  expect(log).toEqual(["a fault lands", "a fault is healed"]);
});

test("of faults that come together, those that landed are healed when one did not", async () => {
  const log: string[] = [];
  const other = new Fault("another", () => Promise.reject(new Undetermined("the disk is not there")));

  await expect(together("both", [faultThat(log), other]).inject()).rejects.toThrow("the disk is not there");
  expect(log).toEqual(["a fault lands", "a fault is healed"]);
});

test("of faults at the same time, one that cannot be healed does not keep the others from it", async () => {
  const log: string[] = [];
  const stubborn = new Fault("stubborn", async () => ({
    proof: "",
    heal: () => Promise.reject(new Error("it stays")),
  }));
  const failing = new Fault("failing", () => Promise.reject(new Error("no such node")));

  const made = together("all", [stubborn, faultThat(log), failing]).inject();

  await expect(made).rejects.toThrow("no such node");
  expect(log).toEqual(["a fault lands", "a fault is healed"]);
});
