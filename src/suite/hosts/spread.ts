/** Where containers of the members of a broker run, as the engines tell it: names of members by the host. */
export type MembersByHost = ReadonlyMap<string, readonly string[]>;

/** What is wrong with the spread of a broker's members. */
export interface Spread {
  /** Hosts that hold more than one member of a kind, and members that run nowhere or more than once. */
  astray: number;
  /** Each of them, in words; "nothing" where there is none. */
  seen: string;
}

/**
 * Whether no two members of one kind are on one host: nodes that hold frames, and those that decide who takes over.
 * @param kinds names of members that have to be apart
 */
export function spreadOf(members: MembersByHost, kinds: readonly (readonly string[])[]): Spread {
  const wrong: string[] = [];
  for (const kind of kinds) {
    for (const [host, names] of members) {
      const here = names.filter((name) => kind.includes(name));
      if (here.length > 1) wrong.push(`${here.join(" and ")} on ${host}`);
    }
    for (const name of kind) {
      const times = [...members.values()].flat().filter((each) => each === name).length;
      if (times !== 1) wrong.push(`${name} runs ${times === 0 ? "on no host" : `${times} times`}`);
    }
  }
  return { astray: wrong.length, seen: wrong.join("; ") || "nothing" };
}

/** What is wrong with it at first, and once a lost host was back: a member that is bound to no host has moved to another by then. */
export function spreadBeforeAndAfter(before: Spread, after: Spread): Spread {
  if (after.astray === 0) return before;
  const later = `once the lost host was back: ${after.seen}`;
  return {
    astray: before.astray + after.astray,
    seen: before.astray === 0 ? later : `${before.seen}; ${later}`,
  };
}
