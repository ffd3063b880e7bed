import { isAbsolute } from "node:path";
import { z } from "zod";
import { jsonOf } from "../kernel/json.ts";
import { digestOfId, imagesThatRan, outcomeDifferences, outcomeOf } from "./attested-outcome.ts";
import { TESTED } from "./results/environment.ts";
import type { Results } from "./results/results.ts";

const STATEMENT = "https://in-toto.io/Statement/v1";
const TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";
const REPORTS = "reports/";
/** How the variables and images of .env are called in the statement. */
const SETTINGS = ".env (names and images)";
/** How a folder is called that counts with every file in it, those that Git is told to ignore included. */
const WHOLE = " (all files)";

/** What the statement does not cover. */
export const NOT_COVERED: readonly string[] = [
  "values in .env other than images and numbers of containers: they may be credentials",
  "node_modules: package-lock.json names each package with its digest",
  "the environment of the run: NODE_OPTIONS and SIGNOFF_* can have it load or leave out what no file names",
  "the host's programs: results.json has the versions of Node, of the engine and of Compose",
];

/** What the digest of an image is made of: the id that the engine has for it. */
const IMAGE = "application/vnd.oci.image.config.v1+json";

const resourceSchema = z.object({
  name: z.string(),
  digest: z.object({ sha256: z.string() }),
  mediaType: z.string().optional(),
});

type Resource = z.infer<typeof resourceSchema>;

const attestationSchema = z.object({
  _type: z.literal(STATEMENT),
  subject: z.array(resourceSchema),
  predicateType: z.literal(TEST_RESULT),
  predicate: z.object({
    result: z.enum(["PASSED", "WARNED", "FAILED"]),
    configuration: z.array(resourceSchema),
    passedTests: z.array(z.string()),
    warnedTests: z.array(z.string()),
    failedTests: z.array(z.string()),
    notCovered: z.array(z.string()),
  }),
});

/** An in-toto statement of what was tested, with what, and how it came out. */
export type Attestation = z.infer<typeof attestationSchema>;

/** SHA-256 of files, by name. */
type Digests = Readonly<Record<string, string>>;

/** What a verdict rests on, by digest. */
interface Grounds {
  /** Results, reports and evidence, by their path below reports/. */
  reports: Digests;
  /** Every file of the working tree, by its path. */
  tree: Digests;
  /** Names and images of .env. */
  settings: string;
}

/** The same, of a run that has just ended. */
export interface GroundsOfRun extends Grounds {
  /** The engine's ids of the images that the compose file names, by name. */
  images: Digests;
}

/**
 * The statement over a run. Its subjects are the reports, the delivered stack and the images that ran; the rest of the
 * working tree is its configuration, so that no file that the verdict rests on is forgotten. Predicate test-result v0.1 of
 * in-toto.
 */
export function attest(
  results: Results,
  { reports, tree, settings, images: named }: GroundsOfRun,
): Attestation {
  const isSubject = (file: string) => !results.target && TESTED.some((name) => isBelow(file, name));
  const files = Object.entries(tree);
  const ran = imagesThatRan(results);
  const others = Object.entries(named)
    .filter(([name]) => ran.every(([image]) => image !== name))
    .map(([name, id]) => [name, digestOfId(id)] as const);
  const { result, ...lists } = outcomeOf(results);
  return {
    _type: STATEMENT,
    subject: [
      ...resources(Object.entries(reports).map(([name, sha256]) => [`${REPORTS}${name}`, sha256])),
      ...resources(files.filter(([file]) => isSubject(file))),
      ...resources([...ran, ...others]).map((image) => ({ ...image, mediaType: IMAGE })),
    ],
    predicateType: TEST_RESULT,
    predicate: {
      result,
      configuration: [
        ...resources(files.filter(([file]) => !isSubject(file))),
        ...resources(wholes(results.hashes, (file) => file in tree)),
        ...resources([[SETTINGS, settings]]),
      ],
      ...lists,
      notCovered: [...NOT_COVERED],
    },
  };
}

/** What the world looks like when a statement is verified. */
export interface Now extends Grounds {
  /** The results beside the statement. */
  results: Results;
  /** The reports that a run writes for such results, by their path below reports/. */
  expected: readonly string[];
  /** Of the names that the results have hashes of, those that are there, with the hash of now. */
  hashes: Digests;
  /** Of an image's name the engine's id of it; `undefined` where it is not here. */
  imageId: (name: string) => string | undefined;
}

/**
 * What no longer is as the statement says, each file by name, and what it says or leaves out against its own results. An
 * image that is not on this host is passed over: nobody can say what it was.
 */
export function differencesFrom(text: string, now: Now): string[] {
  const parsed = attestationSchema.safeParse(jsonOf(text));
  if (!parsed.success)
    return [
      "attestation.json is no statement of a test result, or one of an earlier version: sign off again",
    ];
  const { subject, predicate } = parsed.data;
  const attested = [...subject, ...predicate.configuration];
  const known = new Set(attested.map(({ name }) => name));
  const expected = now.expected.map((name) => `${REPORTS}${name}`);
  const reports = Object.entries(now.reports).map(([name, sha256]) => [`${REPORTS}${name}`, sha256] as const);
  const present = new Map([
    ...reports,
    ...Object.entries(now.tree),
    ...wholes(now.hashes, (file) => file in now.tree || known.has(file)),
    [SETTINGS, now.settings] as const,
  ]);
  const added = [...present.keys()].filter((name) => !known.has(name) && !expected.includes(name));
  const files = [
    ...attested.filter(isFile).flatMap((resource) => differenceOf(resource, present.get(resource.name))),
    ...added.map((name) => `${name} is new`),
  ];
  return [
    ...outcomeDifferences(predicate, now.results),
    ...expected.filter((name) => !known.has(name)).map((name) => `attestation.json does not name ${name}`),
    ...files,
    ...attested.filter(isWhole).flatMap((whole) => wholeDifferenceOf(whole, present.get(whole.name), files)),
    ...imageDifferences(subject.filter(isImage), now),
  ];
}

/** What a statement is about beside the tree: images by name, reports by their path below reports/. */
export function subjectsOf(text: string): { images: string[]; reports: string[] } {
  const parsed = attestationSchema.safeParse(jsonOf(text));
  const subject = parsed.success ? parsed.data.subject : [];
  const reports = subject.filter(({ name }) => name.startsWith(REPORTS));
  return {
    images: subject.filter(isImage).map(({ name }) => name),
    reports: reports.map(({ name }) => name.slice(REPORTS.length)),
  };
}

/** SHA-256 of the reports that a statement is about, by their path below reports/; `undefined` where the text is no statement. */
export function digestsSaidOf(text: string): Digests | undefined {
  const parsed = attestationSchema.safeParse(jsonOf(text));
  const reports = parsed.data?.subject.filter(({ name }) => name.startsWith(REPORTS));
  return (
    reports &&
    Object.fromEntries(reports.map(({ name, digest }) => [name.slice(REPORTS.length), digest.sha256]))
  );
}

function differenceOf({ name, digest }: Resource, present: string | undefined): string[] {
  if (present === digest.sha256) return [];
  if (name === SETTINGS) return [".env has other variables or images than in the run"];
  return [present ? `${name} has changed since` : `${name} is not there any more`];
}

/** Of a folder in which a file is named already nothing more is said. */
function wholeDifferenceOf(
  { name, digest }: Resource,
  present: string | undefined,
  files: readonly string[],
): string[] {
  const folder = name.slice(0, -WHOLE.length);
  if (present === digest.sha256 || files.some((file) => file.startsWith(`${folder}/`))) return [];
  return [`${name} has changed since, by a file that Git is told to ignore`];
}

function imageDifferences(attested: readonly Resource[], { results, imageId }: Now): string[] {
  const told = Map.groupBy(attested, ({ name }) => name);
  const isTold = (name: string, sha256: string | undefined) =>
    told.get(name)?.some(({ digest }) => digest.sha256 === sha256);
  const contradicted = imagesThatRan(results).flatMap(([name, ran]) => {
    if (!told.has(name)) return [`attestation.json does not name the image ${name}, which ran`];
    return isTold(name, ran) ? [] : [`attestation.json has another image ${name} than results.json`];
  });
  const replaced = [...told.keys()].filter((name) => imageId(name) && !isTold(name, imageId(name)));
  return [...contradicted, ...replaced.map((name) => `the image ${name} is another one now`)];
}

/** What the results have a hash of and the tree has no file of: folders as wholes, and files outside the tree. */
function wholes(hashes: Digests, isNamed: (file: string) => boolean): [name: string, sha256: string][] {
  return Object.entries(hashes)
    .filter(([name]) => isAbsolute(name) || !isNamed(name))
    .map(([name, sha256]) => [isAbsolute(name) ? name : `${name}${WHOLE}`, sha256]);
}

function isFile(resource: Resource): boolean {
  return !isImage(resource) && !isWhole(resource);
}

function isWhole({ name }: Pick<Resource, "name">): boolean {
  return name.endsWith(WHOLE);
}

function isImage({ mediaType }: Pick<Resource, "mediaType">): boolean {
  return mediaType === IMAGE;
}

function isBelow(file: string, name: string): boolean {
  return file === name || file.startsWith(`${name}/`);
}

function resources(digests: readonly (readonly [name: string, sha256: string])[]): Resource[] {
  return digests.map(([name, sha256]) => ({ name, digest: { sha256 } }));
}
