import { Command, Help } from "commander";

/** How many of them come first: more are no longer seen at a glance. */
const MOST = 3;

/**
 * A command whose help begins with what most people look for: its purpose, then its calls that are used most, then all the rest.
 *
 * @param name as people call it, `npm run load --`
 * @param calls the most used first, at most three
 */
export function commandWith(name: string, calls: readonly string[]): Command {
  if (calls.length === 0 || calls.length > MOST) throw new RangeError(`${name}: ${calls.length} calls`);
  return new Command(name).configureHelp({
    // It has come first already.
    commandDescription: () => "",
    formatHelp(command, helper) {
      const purpose = helper.boxWrap(command.description(), helper.helpWidth ?? 80);
      const examples = ["Examples:", ...calls.map((call) => `  ${call}`)].join("\n");
      return [purpose, examples, Help.prototype.formatHelp.call(helper, command, helper)].join("\n\n");
    },
  });
}
