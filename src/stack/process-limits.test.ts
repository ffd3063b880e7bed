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

test("those of a container are those of its first process", async () => {
  const asked: string[][] = [];
  const exec = async (command: string[]) => {
    asked.push(command);
    return PRINTED;
  };

  expect(Object.keys(await processLimits({ exec }))).toHaveLength(4);
  expect(asked).toEqual([["cat", "/proc/1/limits"]]);
});
