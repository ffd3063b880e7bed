import type { Scalar } from "./expectation.ts";

/**
 * A measured value with the reasons against relying on it: "yes, but the file did not grow". It is as expected only when
 * there is none.
 * @param reasons each one speaks against the value; none where there is nothing to say
 */
export function contradicted(value: Scalar, ...reasons: (string | false | undefined)[]): Scalar {
  const said = reasons.filter((reason) => typeof reason === "string");
  return said.length === 0 ? value : `${value}, but ${said.join(" and ")}`;
}
