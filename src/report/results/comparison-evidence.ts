/** Where a comparison of brokers keeps its evidence, below reports/: it is no part of a sign-off, which leaves it there. */
export const COMPARISON_EVIDENCE = "evidence/comparison";
