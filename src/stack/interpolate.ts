/** Values that `${NAME}` in the compose file stands for: .env below, the process environment above, as Compose does. */
export type Variables = Readonly<Record<string, string | undefined>>;

const REFERENCE = /\$(?:\$|\{([A-Za-z_]\w*)(?:(:?[-?])([^}]*))?\}|([A-Za-z_]\w*))/g;

/**
 * Replaces `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:?message}` and `$$` in one string,
 * by the rules of the Compose specification: `:` makes an empty value count as unset.
 *
 * @throws Error with the message of `${NAME:?message}` when NAME is unset
 */
export function interpolate(text: string, variables: Variables): string {
  return text.replace(REFERENCE, (whole, braced, operator, operand, bare) => {
    if (whole === "$$") return "$";
    const value = variables[braced ?? bare];
    const present = operator?.startsWith(":") ? Boolean(value) : value !== undefined;
    if (present) return value ?? "";
    if (operator?.endsWith("?")) throw new Error(`${braced} is not set: ${operand}`);
    return operand ?? "";
  });
}
