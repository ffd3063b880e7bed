/** What stands in place of a credential. */
const CUT = "***";

/** Names of variables and settings whose value is a credential. */
const SECRET_NAME = /PASS(?:WORD|WD|PHRASE)?$|SECRET|TOKEN|COOKIE$|CREDENTIAL|API_?KEY|PRIVATE_?KEY|WEBHOOK/i;
const USER_INFO = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/i;

/** Values that everybody knows: the plan's own credentials, and words that a report is full of. */
const PUBLIC = new Set(
  "guest admin exporter producer consumer redis rabbitmq prometheus grafana alertmanager default user password secret test root frames true false none"
    .split(" ")
    .map((word) => word.toLowerCase()),
);
const SHORTEST = 4;
/** A shorter one that is a word is cut where it stands alone only. */
const UNMISTAKABLE = 8;

/** The runner loads some modules more than once in a process: all of them know the same credentials. */
const KNOWN = Symbol.for("broker-signoff.secrets");
const known = globalThis as { [KNOWN]?: Set<string> };

/** From now on the value is cut out of everything that is shown. */
export function keepSecret(value: string | undefined): void {
  if (value === undefined || value.length < SHORTEST || PUBLIC.has(value.toLowerCase())) return;
  known[KNOWN] ??= new Set();
  known[KNOWN].add(value);
}

/** Whatever was made known is shown again; for tests, of which each begins without a secret. */
export function forgetSecrets(): void {
  known[KNOWN]?.clear();
}

/** Whether a variable or setting of that name holds a credential. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** The same for the values among variables or settings whose names say that they are credentials. */
export function keepSecretsOf(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value = ""] of Object.entries(variables)) {
    if (isSecretName(name)) keepSecret(value);
    if (USER_INFO.test(value)) keepSecret(passwordOf(value));
  }
}

function passwordOf(url: string): string | undefined {
  const [, password] = /^[^:]+:\/\/[^/?#]*?:([^/?#]*)@/.exec(url) ?? [];
  return password && decoded(password);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What gives a credential away by where it stands, whoever's it is. The first group stays. */
const CREDENTIALS_IN_TEXT: readonly RegExp[] = [
  // scheme://user:password@host; the placeholder of our own messages stays.
  /([a-z][a-z0-9+.-]*:\/\/)(?!user:password@)[^\s/?#"'<>\\]+(?=@)/gi,
  /([a-z][a-z0-9+.-]*:\/\/)(?!user:password@)[^\s/?#"'<>:\\]*:(?!\d+[/?#])[^\s"'<>\\]*(?=@)/gi,
  /(authorization["']?\s*[:=]\s*["']?)(?:[a-z]+\s+)?[^\s"',}\\]+/gi,
  /(\b(?:basic|bearer)\s+)[a-z0-9+/_.~-]{8,}=*/gi,
  /(\bAUTH\s+)(?!called\b|failed\b|required\b|command\b|is\b|option\b|<)(?:"[^"]*"|[^\s"<]+)(?:\s+(?:"[^"]*"|[^\s"<]+))?/g,
  /(\b(?:requirepass|masterauth|sentinel-pass)\s+)\S+/gi,
  /(\bSETUSER\s+\S+.*?\s>)\S+/gi,
  /(\b\w*(?:password|passwd|passphrase|secret|token|cookie|REDISCLI_AUTH)["']?=["']?)(?![$*])[^\s"',;&}\\]+/gi,
  /("\w*(?:password|passwd|passphrase|secret|token|cookie)"\s*:\s*")(?!\*\*\*")[^"\\]+/gi,
];

/** The text without any credential: those that were made known, those of the environment, and whatever follows the name of one. */
export function withoutSecrets(text: string): string {
  keepSecretsOf(process.env);
  let cut = text;
  for (const secret of known[KNOWN] ?? []) {
    for (const spelling of spellingsOf(secret)) {
      if (cut.includes(spelling)) cut = cut.replaceAll(alone(spelling), CUT);
    }
  }
  for (const pattern of CREDENTIALS_IN_TEXT) cut = cut.replace(pattern, `$1${CUT}`);
  return cut;
}

/** As it is, and as JSON, a URL or a header would write it. */
function spellingsOf(secret: string): Set<string> {
  return new Set([
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    encodeURI(secret),
    Buffer.from(secret).toString("base64"),
  ]);
}

function alone(spelling: string): RegExp {
  const exact = RegExp.escape(spelling);
  const isWord = /^\w+$/.test(spelling) && spelling.length < UNMISTAKABLE;
  return new RegExp(isWord ? `(?<!\\w)${exact}(?!\\w)` : exact, "g");
}

/** The same value with every text in it cut. */
export function deeplyWithoutSecrets<T>(value: T): T {
  if (typeof value === "string") return withoutSecrets(value) as T;
  if (Array.isArray(value)) return value.map(deeplyWithoutSecrets) as T;
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, deeplyWithoutSecrets(each)]),
  ) as T;
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
