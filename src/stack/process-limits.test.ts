import { expect, test } from "vitest";
import { limitsTold, processLimits } from "./process-limits.ts";

const PRINTED = `Limit                     Soft Limit           Hard Limit           Units     
Max file size             unlimited            unlimited            bytes     
Max open files            64                   20000                files     
Max nice priority         0                    0                    
Max realtime timeout      unlimited            unlimited            us        
`;

test("each limit is told by its name, as it is in force", () => {
  expect(limitsTold(PRINTED)).toEqual({
    "limit file size": "unlimited",
    "limit open files": "64",
    "limit nice priority": "0",
    "limit realtime timeout": "unlimited",
  });
  expect(limitsTold("")).toEqual({});
});

test.for([
  ["unlimited", ""],
  ["536870912", "536870912\n"],
])("those of a container are those of its first process, and %s memory", async ([memory, limit]) => {
  const exec = async ([command]: string[]) =>
    command === "cat" ? PRINTED : `${limit}MemTotal:        4194304 kB\n`;

  expect(await processLimits({ name: "redis", exec })).toEqual({
    ...limitsTold(PRINTED),
    "limit memory": memory,
  });
});
