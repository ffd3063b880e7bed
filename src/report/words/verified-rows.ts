import type { Results } from "../results/results.ts";
import { type Language, textsIn } from "./language.ts";

/** Where a run was made and what was verified, each with its name. */
export function verifiedRows(results: Results, language: Language): [name: string, value: string][] {
  const texts = textsIn(language);
  const { commit, host, versions, images, hashes } = results;
  return [
    [texts.commit, commit],
    [
      texts.host,
      `${host.os}, ${texts.kernel} ${host.kernel}, ${host.cores} x ${host.cpu}, ${host.memoryGib} GiB`,
    ],
    ["Node", host.node],
    ...Object.entries(versions).map(([name, version]): [string, string] => [
      `${texts.versionOf} ${name}`,
      version,
    ]),
    ...images.map(({ service, image, imageId }): [string, string] => [
      `${texts.imageOf} ${service}`,
      `${image} (${imageId})`,
    ]),
    ...Object.entries(hashes).map(([name, hash]): [string, string] => [`${texts.digestOf} ${name}`, hash]),
  ];
}
