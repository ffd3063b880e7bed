import type { Results } from "../results/results.ts";
import { dateIn, type Language, textsIn } from "./language.ts";
import { describeDuration } from "./words.ts";

/** Where a run was made and what was verified, each with its name. */
export function verifiedRows(results: Results, language: Language): [name: string, value: string][] {
  const texts = textsIn(language);
  const { commit, versions, images, hashes } = results;
  return [
    [texts.commit, commit],
    ...hostRows(results, language),
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

/** The hosts of a run, each once: "Debian 13, 2 x CPU, 8 GiB". */
export function hostsOf({ host, merged }: Pick<Results, "host" | "merged">): string[] {
  const hosts = merged ? merged.parts.map((part) => part.host) : [host];
  return [
    ...new Set(hosts.map(({ os, cores, cpu, memoryGib }) => `${os}, ${cores} x ${cpu}, ${memoryGib} GiB`)),
  ];
}

/** The host with its Node; of several that of each shard, with when it ran. */
function hostRows({ host, merged }: Results, language: Language): [name: string, value: string][] {
  const texts = textsIn(language);
  const machine = ({ os, kernel, cores, cpu, memoryGib }: Results["host"]) =>
    `${os}, ${texts.kernel} ${kernel}, ${cores} x ${cpu}, ${memoryGib} GiB`;
  if (!merged) {
    return [
      [texts.host, machine(host)],
      ["Node", host.node],
    ];
  }
  return merged.parts.map(({ number, host: its, startedAt, durationMs }) => [
    `${texts.host} ${texts.ofShard(number)}`,
    `${machine(its)}, Node ${its.node}; ${texts.started} ${dateIn(language, startedAt)}, ${texts.took} ${describeDuration(durationMs)}`,
  ]);
}
