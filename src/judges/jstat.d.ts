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
    models: {
      /** Ordinary least squares. @returns a coefficient for each column of x */
      ols(y: readonly number[], x: readonly (readonly number[])[]): { coef: number[] };
    };
  }
  const jStat: JStat;
  export = jStat;
}
