import { isAbsolute } from "node:path";
import { z } from "zod";
import { jsonOf } from "../kernel/json.ts";
import { keyOf } from "../plan/criterion-key.ts";
import { TESTED } from "./environment.ts";
import type { Results } from "./results.ts";

const STATEMENT = "https://in-toto.io/Statement/v1";
const TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";
const REPORTS = "reports/";
/** How the variables and images of .env are called in the statement. */
const SETTINGS = ".env (names and images)";

/** What the statement does not cover. */
export const NOT_COVERED: readonly string[] = [
  "values in .env other than images and numbers of containers: they may be credentials",
  "node_modules: package-lock.json names each package with its digest",
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

const RESULTS = { accepted: "PASSED", incomplete: "WARNED", rejected: "FAILED" } as const;

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
  const isOutside = ([name]: readonly [string, string]) => isAbsolute(name);
  const files = Object.entries(tree);
  const ran = results.images.map(({ image, imageId }): [string, string] => [image, imageId]);
  const images = [...Object.entries(named), ...ran].map(([name, id]): [string, string] => [
    name,
    id.replace(/^sha256:/, ""),
  ]);
  const criteria = results.tasks.flatMap(({ id: task, criteria: all }) =>
    all.map((criterion) => ({ name: keyOf(task, criterion), status: criterion.status })),
  );
  const names = (...wanted: string[]) =>
    criteria.filter(({ status }) => wanted.includes(status)).map(({ name }) => name);
  return {
    _type: STATEMENT,
    subject: [
      ...resources(Object.entries(reports).map(([name, sha256]) => [`${REPORTS}${name}`, sha256])),
      ...resources(files.filter(([file]) => isSubject(file))),
      ...resources([...new Map(images)]).map((image) => ({ ...image, mediaType: IMAGE })),
    ],
    predicateType: TEST_RESULT,
    predicate: {
      result: RESULTS[results.verdict],
      configuration: [
        ...resources(files.filter(([file]) => !isSubject(file))),
        ...resources(Object.entries(results.hashes).filter(isOutside)),
        ...resources([[SETTINGS, settings]]),
      ],
      passedTests: names("met"),
      warnedTests: names("undetermined", "not-run", "waived"),
      failedTests: names("not-met"),
      notCovered: [...NOT_COVERED],
    },
  };
}

/** What the world looks like when a statement is verified. */
export interface Now extends Grounds {
  /** Of an image's name the engine's id of it; `undefined` where it is not here. */
  imageId: (name: string) => string | undefined;
  /** The digest of a file outside the tree; `undefined` where there is none. */
  outside: (path: string) => string | undefined;
}

/**
 * What no longer is as the statement says, each file by name. An image that is not on this host is passed over: nobody can
 * say what it was.
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
  const present = new Map(
    resources([
      ...Object.entries(now.reports).map(([name, sha256]): [string, string] => [`${REPORTS}${name}`, sha256]),
      ...Object.entries(now.tree),
      [SETTINGS, now.settings],
    ]).map(({ name, digest }) => [name, digest.sha256]),
  );
  const added = [...present.keys()].filter((name) => !known.has(name));
  return [
    ...attested.flatMap((resource) => differenceOf(resource, present.get(resource.name), now)),
    ...added.map((name) => `${name} is new`),
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

function differenceOf(
  resource: Resource,
  present: string | undefined,
  { imageId, outside }: Pick<Now, "imageId" | "outside">,
): string[] {
  const { name, digest } = resource;
  if (isImage(resource)) {
    const id = imageId(name);
    return id === undefined || id === digest.sha256 ? [] : [`the image ${name} is another one now`];
  }
  const seen = isAbsolute(name) ? outside(name) : present;
  if (seen === digest.sha256) return [];
  if (name === SETTINGS) return [".env has other variables or images than in the run"];
  return [seen ? `${name} has changed since` : `${name} is not there any more`];
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
