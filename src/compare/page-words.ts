/** Words that both forms of the report have. */
export const WORDS = {
  title: "Brokers compared",
  promise:
    "All brokers make the same promise: a frame is confirmed once it is fsynced, in profile ha on a majority of the nodes or on a primary and a replica.",
  reading:
    "Each figure links to its evidence. Its 99 % interval stands beside it. ★ marks the best where its interval does not touch another's; without a star the difference may be chance.",
  losses: "Confirmed frames were lost",
  startedAnew: "Started anew between rounds",
  disturbances: "The host was not calm",
  measured: "How it was measured",
} as const;
