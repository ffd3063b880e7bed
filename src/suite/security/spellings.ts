/** A shorter run of letters and digits could be in a text by chance. */
const UNMISTAKABLE = 12;

/** A text with the place where it stands. */
export type PlacedText = readonly [place: string, text: string];

/** Places whose text shows one of the secrets, in whatever spelling. */
export function placesShowing(texts: readonly PlacedText[], secrets: readonly string[]): string[] {
  const spellings = secrets.flatMap((secret) => [...spellingsOf(secret)]);
  const showing = texts.filter(([, text]) => spellings.some((spelling) => text.includes(spelling)));
  return showing.map(([place]) => place);
}

/**
 * How a text may hold a secret: as it is, as a URL or JSON has it, within something that is base64, such as the header of a
 * login, and its longest run of letters and digits, which no way of escaping changes.
 */
function spellingsOf(secret: string): Set<string> {
  const runs = secret.match(/[A-Za-z0-9]+/g) ?? [];
  const longest = runs.reduce((one, other) => (other.length > one.length ? other : one), "");
  const partial = [longest, ...[0, 1, 2].map((before) => withinBase64(secret, before))];
  return new Set([
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString("base64"),
    ...partial.filter(({ length }) => length >= UNMISTAKABLE),
  ]);
}

/**
 * What base64 makes of the secret whatever stands before and behind it: a character holds six bits of it alone.
 * @param before how many bytes of its first group of three are something else's
 */
function withinBase64(secret: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
  return whole.toString("base64").slice(Math.ceil((before * 8) / 6));
}
