import { registerHooks } from "node:module";

const LIST = new URL("../all.ts", import.meta.url).href;
const ORIGINAL = `${LIST}?original`;

// Imported before anything else of a thread: what it then takes for the list of brokers has the fake in it.
registerHooks({
  load: (url, context, next) =>
    url === LIST
      ? {
          format: "module",
          shortCircuit: true,
          source: `import * as original from ${JSON.stringify(ORIGINAL)};
import { withFake } from ${JSON.stringify(new URL("with-fake.ts", import.meta.url).href)};
export const { BROKERS, brokerNamed, takerOf, brokerAt, subjectOf } = withFake(original);`,
        }
      : next(url, context),
});
