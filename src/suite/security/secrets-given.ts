import type { Allowed } from "./allowed.ts";
import type { ContainerFacts } from "./container-facts.ts";
import { allowedAre, type Finding } from "./finding.ts";

/** Names of variables that may hold a secret. A name that ends in FILE holds a path. */
const MAY_BE_SECRET =
  /(?<!BY|COM)PASS(WORD|WD|PHRASE)?S?$|_PWD$|SECRETS?(_|$)|TOKENS?$|COOKIE$|CREDENTIALS?(_|$)|_?API_?KEY$|_KEY$|^AUTH$|_AUTH$|WEBHOOK|_DSN$|PRIVATE_KEY/i;
const HOLDS_PATH = /FILE$/i;
/** A login, or what only tokens of a kind begin with. */
const IS_SECRET =
  /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s:]*:[^/?#@\s]+@|-----BEGIN [A-Z ]*PRIVATE KEY|\b(ghp_|github_pat_|glpat-|glsa_|xox[bp]-|AKIA)[A-Za-z0-9_-]{8}|\beyJ[A-Za-z0-9_-]{10,}\.eyJ/;
/** A shorter credential, as a default one, may stand in a text by chance. */
const UNMISTAKABLE = 12;
/** What the compose file gives where `.env` gives none: everybody knows it. */
const DEFAULT_COOKIE = "change-me-in-env";

/** Values of credentials, each with the variables of `.env` that it is of. */
export type Held = ReadonlyMap<string, readonly string[]>;

/**
 * Variables of a container that may hold a secret and are not the service's, and texts of it that hold a credential.
 * @param held the credentials of the stack
 */
export function strangeSecrets(facts: ContainerFacts, { secrets }: Allowed, held: Held): Finding[] {
  const { service } = facts;
  const names = Object.keys(secrets);
  const inVariables = Object.entries(facts.environment).flatMap(([name, value]): Finding[] => {
    const about = `variable ${name}`;
    const allowed = secrets[name];
    const foreign = heldIn(value, held).filter((variables) => !allowed || !variables.includes(allowed));
    const [of] = foreign.flat();
    if (of)
      return [{ service, about, text: `${name} holds ${of}, ${allowedAre(allowed ? [allowed] : names)}` }];
    if (allowed || !(mayBeSecret(name) || IS_SECRET.test(value))) return [];
    return [{ service, about, text: `${name} may hold a secret, ${allowedAre(names)}` }];
  });
  const inTexts = Object.entries(facts.texts).flatMap(([what, text]) =>
    heldIn(text, held).map(([variable = ""]) => ({
      ...{ service, about: `${what} ${variable}` },
      text: `its ${what} holds ${variable}, allowed are variables of its environment`,
    })),
  );
  return [...inVariables, ...inTexts];
}

/**
 * Variables of a container that are for a credential of its service and hold something else than `.env` gives.
 * @param held the credentials of the stack, each told from every other
 */
export function fixedSecrets(
  { service, environment }: ContainerFacts,
  { secrets }: Allowed,
  held: Held,
): Finding[] {
  return Object.entries(secrets).flatMap(([name, variable]) => {
    const value = environment[name];
    if (value === undefined || heldIn(value, held).some((of) => of.includes(variable))) return [];
    const text = `${name} does not hold what .env gives as ${variable}`;
    return [{ service, about: `variable ${name}`, text }];
  });
}

/** The credentials that containers hold where they may. @param allowedFor what each may have */
export function heldBy(
  containers: readonly ContainerFacts[],
  allowedFor: (service: string) => Allowed,
): Held {
  const pairs = containers.flatMap(({ service, environment }) =>
    Object.entries(allowedFor(service).secrets).map(([name, variable]) => ({
      value: environment[name] ?? "",
      variable,
    })),
  );
  const known = pairs.filter(({ value }) => value.length >= UNMISTAKABLE && value !== DEFAULT_COOKIE);
  return new Map(
    [...Map.groupBy(known, ({ value }) => value)].map(([value, each]) => [
      value,
      [...new Set(each.map(({ variable }) => variable))],
    ]),
  );
}

function heldIn(text: string, held: Held): (readonly string[])[] {
  return [...held].filter(([value]) => text.includes(value)).map(([, variables]) => variables);
}

function mayBeSecret(name: string): boolean {
  return MAY_BE_SECRET.test(name) && !HOLDS_PATH.test(name);
}
