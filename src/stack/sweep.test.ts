import { expect, test } from "vitest";
import { LABEL_RUN } from "../kernel/run-identity.ts";
import type { Engine } from "./engine.ts";
import { LABEL_STACK, sweep, sweepRun } from "./sweep.ts";

type Labels = Record<string, string>;
const OURS = { [LABEL_RUN]: "boot/41/9", [LABEL_STACK]: "signoff-1" };
const THEIRS = { [LABEL_RUN]: "boot/42/9", [LABEL_STACK]: "signoff-2" };
const isOurs = (labels: Readonly<Labels>) => labels[LABEL_RUN] === "boot/41/9";

interface Thing {
  kind: "container" | "network" | "volume" | "image";
  id: string;
  labels?: Labels | null;
  /** What the engine answers to its removal. */
  refuses?: number;
}

/** An engine with these things, which lists what has the label that it is asked for, as Docker does. */
function engineWith(things: Thing[]) {
  const removed: string[] = [];
  const asked: Record<string, object | undefined> = {};
  const listed = (kind: Thing["kind"]) => async (asked: { filters?: { label?: string[] } }) =>
    things
      .filter(
        (each) =>
          each.kind === kind && (asked.filters?.label ?? []).every((label) => label in (each.labels ?? {})),
      )
      .map(({ id, labels }) => ({ Id: id, Name: id, Labels: labels, RepoTags: [`${id}:tag`] }));
  const got = (kind: Thing["kind"]) => (id: string) => ({
    remove: async (options?: object) => {
      asked[`${kind} ${id}`] = options;
      const index = things.findIndex((each) => each.kind === kind && each.id === id);
      const { refuses } = things[index] ?? {};
      if (refuses) throw Object.assign(new Error(`refused with ${refuses}`), { statusCode: refuses });
      things.splice(index, 1);
      removed.push(`${kind} ${id}`);
    },
  });
  const docker = {
    listContainers: listed("container"),
    listNetworks: listed("network"),
    listVolumes: async (asked: object) => ({ Volumes: await listed("volume")(asked) }),
    listImages: listed("image"),
    getContainer: got("container"),
    getNetwork: got("network"),
    getVolume: got("volume"),
    getImage: got("image"),
  };
  return { docker: docker as unknown as Engine, removed, asked };
}

test("everything of a run goes, containers before what they use, and nothing else", async () => {
  const kinds = ["image", "volume", "network", "container"] as const;
  const { docker, removed } = engineWith(
    kinds.flatMap((kind): Thing[] => [
      { kind, id: `${kind}-of-theirs-12`, labels: THEIRS },
      { kind, id: `${kind}-unlabelled-1`, labels: null },
      { kind, id: `${kind}-of-ours-1234`, labels: OURS },
    ]),
  );

  expect(await sweep(docker, isOurs)).toEqual({
    containers: ["container-of"],
    networks: ["network-of-ours-1234"],
    volumes: ["volume-of-ours-1234"],
    images: ["image-of-ours-1234:tag"],
  });
  expect(removed.map((each) => each.split(" ")[0])).toEqual(["container", "network", "volume", "image"]);
  expect(removed.every((each) => each.endsWith("-of-ours-1234"))).toBe(true);
});

test("a container goes with the volumes that it alone has, running or not: they carry no label", async () => {
  const { docker, asked } = engineWith([{ kind: "container", id: "container-of-ours-1", labels: OURS }]);

  await sweep(docker, isOurs);

  expect(asked).toEqual({ "container container-of-ours-1": { force: true, v: true } });
});

test("what carries no label of a run stays, even where everybody's is to go", async () => {
  const { docker, removed } = engineWith([
    { kind: "container", id: "somebody-else", labels: { "com.docker.compose.project": "shop" } },
    { kind: "volume", id: "data", labels: null },
  ]);

  await sweep(docker, () => true);

  expect(removed).toEqual([]);
});

test.each([404, 409])("one that somebody else removes meanwhile (%d) is in nobody's way", async (refuses) => {
  const { docker } = engineWith([{ kind: "network", id: "going", labels: OURS, refuses }]);

  expect((await sweep(docker, isOurs)).networks).toEqual(["going"]);
});

test("one that the engine will not remove is told", async () => {
  const { docker } = engineWith([{ kind: "volume", id: "in-use", labels: OURS, refuses: 500 }]);

  await expect(sweep(docker, isOurs)).rejects.toThrow("refused with 500");
});

test("a run is looked for again until nothing of it is left, as where a worker was about to start something", async () => {
  const things: Thing[] = [{ kind: "container", id: "the-first-one", labels: OURS }];
  const { docker } = engineWith(things);
  const { listNetworks } = docker;
  let isLate = true;
  docker.listNetworks = (async (asked: object) => {
    if (isLate) things.push({ kind: "container", id: "the-late-one1", labels: OURS });
    isLate = false;
    return listNetworks.call(docker, asked);
  }) as typeof listNetworks;

  const swept = await sweepRun({ host: "host", process: "boot/41/9" }, Promise.resolve(docker));

  expect(swept.containers).toEqual(["the-first-on", "the-late-one"]);
  expect(things).toEqual([]);
});
