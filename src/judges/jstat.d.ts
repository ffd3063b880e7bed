declare module "jstat" {
  interface JStat {
    beta: {
      /** @returns the probability of at most x */
      cdf(x: number, alpha: number, beta: number): number;
    };
    studentt: {
      /** @returns the t that is not exceeded with this probability */
      inv(probability: number, degreesOfFreedom: number): number;
    };
  }
  const jStat: JStat;
  export = jStat;
}
