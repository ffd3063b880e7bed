import { expect, test } from "vitest";
import { Problem } from "../kernel/problem.ts";
import { builtImageName } from "../stack/built-image.ts";
import { readComposeFile, type Service, serviceOf } from "../stack/compose-file.ts";
import { type Means, obtainImage } from "./obtain-image.ts";

const shipped = readComposeFile({ env: {}, dotEnv: false });
const redis = serviceOf(shipped, "redis");
const grafana = serviceOf(shipped, "grafana");
const capture = serviceOf(shipped, "rtsp-capture");

interface World {
  present?: readonly string[];
  pullable?: readonly string[];
  /** Whether there is a Debian to build on. */
  canBuild?: boolean;
  chosen?: "image" | "scale";
  leftOutBySetUp?: boolean;
}

/** A host, and what set-up did on it. */
function hostWith({ present = [], pullable = [], canBuild = false, chosen, leftOutBySetUp = false }: World) {
  const did: string[] = [];
  const means: Means = {
    isPresent: async (image) => present.includes(image),
    async pull(image) {
      did.push(`pull ${image}`);
      return pullable.includes(image) ? undefined : "no such host";
    },
    async build(service) {
      did.push(`build ${service}`);
      if (!canBuild)
        throw new Problem({ subject: "debian", expected: "one", seen: "a\nno base", remedy: "root" });
    },
    isImageChosen: () => chosen === "image",
    isScaleChosen: () => chosen === "scale",
    isLeftOutBySetUp: () => leftOutBySetUp,
    leaveOut: ({ name }) => did.push(`leave out ${name}`),
    takeIn: ({ name }) => did.push(`take in ${name}`),
    useImage: ({ imageVariable }, image) => did.push(`${imageVariable}=${image}`),
  };
  return { means, did };
}

const leftOut = (service: Service): Service => ({ ...service, scale: 0 });

test("an image that is present is neither pulled nor built", async () => {
  const { means, did } = hostWith({ present: [redis.image] });

  expect(await obtainImage(redis, means)).toBe("present");
  expect(did).toEqual([]);
});

test("an image that can be pulled is not built", async () => {
  const { means, did } = hostWith({ pullable: [redis.image], canBuild: true });

  expect(await obtainImage(redis, means)).toBe("pulled");
  expect(did).toEqual([`pull ${redis.image}`]);
});

test("an image that cannot be pulled is built, and .env names it", async () => {
  const { means, did } = hostWith({ canBuild: true });

  expect(await obtainImage(redis, means)).toBe("built");
  expect(did).toEqual([`pull ${redis.image}`, "build redis", `REDIS_IMAGE=${builtImageName("redis")}`]);
});

test("an image of our own is built without a pull", async () => {
  const { means, did } = hostWith({ canBuild: true });

  expect(await obtainImage(capture, means)).toBe("built");
  expect(did).toEqual(["build rtsp-capture", `RTSP_CAPTURE_IMAGE=${builtImageName("rtsp-capture")}`]);
});

test.each([grafana, capture])("$name is left out where its image is not available", async (service) => {
  const { means, did } = hostWith({});

  expect(await obtainImage(service, means)).toEqual({
    leftOut: service === grafana ? "no such host" : "no base",
  });
  expect(did.at(-1)).toBe(`leave out ${service.name}`);
});

test("an image that the stack needs and that is not available says why it was neither pulled nor built", async () => {
  const { means } = hostWith({});

  await expect(obtainImage(redis, means)).rejects.toThrow(
    /redis \(redis:.*no pull: no such host; and no build: a\nno base/s,
  );
});

test.each(["image", "scale"] as const)(
  "a service whose %s the user chose is not left out",
  async (chosen) => {
    const { means, did } = hostWith({ chosen });

    await expect(obtainImage(grafana, means)).rejects.toThrow(/grafana \(grafana/);
    expect(did).not.toContain("leave out grafana");
  },
);

test("an image that the user chose is not replaced by a built one", async () => {
  const { means, did } = hostWith({ chosen: "image", canBuild: true });

  await expect(obtainImage(redis, means)).rejects.toThrow(/chosen by REDIS_IMAGE: no such host/);
  expect(did).not.toContain("build redis");
});

test("a service that set-up left out comes back once its image can be had", async () => {
  const { means, did } = hostWith({ leftOutBySetUp: true, pullable: [grafana.image], canBuild: true });

  expect(await obtainImage(leftOut(grafana), means)).toBe("pulled");
  expect(await obtainImage(leftOut(capture), means)).toBe("built");
  expect(did).toContain("take in grafana");
  expect(did).toContain("take in rtsp-capture");
});

test("a service that set-up left out stays out while its image is not available", async () => {
  const { means, did } = hostWith({ leftOutBySetUp: true });

  expect(await obtainImage(leftOut(grafana), means)).toEqual({ leftOut: "no such host" });
  expect(did).toEqual([`pull ${grafana.image}`]);
});

test("a service that the user leaves out is not asked for", async () => {
  const { means, did } = hostWith({ pullable: [grafana.image] });

  expect(await obtainImage(leftOut(grafana), means)).toEqual({ leftOut: "as .env or the environment says" });
  expect(did).toEqual([]);
});

test("an error that is no Problem is not taken for an image that is not available", async () => {
  const { means, did } = hostWith({});
  means.pull = async () => Promise.reject(new TypeError("broken"));

  await expect(obtainImage(grafana, means)).rejects.toThrow(TypeError);
  expect(did).toEqual([]);
});
