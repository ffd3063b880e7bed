import type { Dashboard } from "../../watchers/dashboard-file.ts";
import type { Variable } from "../../watchers/dashboard-variables.ts";

/** A time that goes on: now, or the end of the day, week, month or year that now is in. */
const GOES_ON = /^now(\/\w+)?$/;

/** Why somebody who opens a dashboard does not see what is so now, of each of these brokers. */
export function wronglyOpened({ opening, variables = [] }: Dashboard, brokers: readonly string[]): string[] {
  const { to = "", delay = "", refresh = "", off = [] } = opening ?? {};
  const wrong = [
    ...(GOES_ON.test(to) ? [] : [`opens with a time that ends at ${to || "nothing"}, expected now`]),
    ...(delay ? [`opens with a time that ends ${delay} before now, expected now`] : []),
    ...off.map((name) => `opens without its annotation ${name}`),
    ...(refresh ? [] : ["does not refresh itself, expected a time such as 5s"]),
    ...variables
      .filter(({ labels }) => labels.includes("broker"))
      .flatMap((variable) => wrongChoices(variable, brokers)),
  ];
  return wrong.map((what) => `the dashboard: ${what}`);
}

function wrongChoices({ name, options, all, opensWith }: Variable, brokers: readonly string[]): string[] {
  const expected = `expected ${brokers.join(", ")}`;
  const lacks = (pattern: string) => brokers.some((broker) => !matches(pattern, broker));
  return [
    ...(lacks(all) ? [`all of ${name} stands for ${all || "nothing"}, ${expected}`] : []),
    ...(lacks(opensWith) && opensWith !== all
      ? [`opens with ${name} ${opensWith || "nothing"}, ${expected}`]
      : []),
    ...(brokers.every((broker) => options.includes(broker))
      ? []
      : [`${name} offers ${options.join(", ") || "nothing"}, ${expected}`]),
  ];
}

/** Whether Prometheus matches the text by the pattern. One that is no pattern matches nothing. */
function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return false;
  }
}
