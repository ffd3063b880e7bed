import { join } from "node:path";
import { z } from "zod";
import { YamlFile } from "../kernel/yaml-file.ts";

const DELIVERED = join(import.meta.dirname, "../../plan/settings.yaml");

const scalar = z.union([z.string(), z.number(), z.boolean()]);
/** The reason for the values that are allowed. */
const why = z.string().min(1, "say why");
/** Whether it has to be set. */
const required = z.literal(true).optional();

const allowed = z.union([
  z.strictObject({ is: scalar, why, required }),
  z.strictObject({ oneOf: z.array(scalar).min(1), why, required }),
  z
    .strictObject({
      from: z.number().optional(),
      to: z.number().optional(),
      /** A value that stands for none of them: "no limit". */
      or: scalar.optional(),
      why,
      required,
    })
    .refine(({ from, to }) => from !== undefined || to !== undefined, "name from, to or both"),
  z.strictObject({ anything: z.literal(true), why }),
  z.strictObject({
    /** The criterion that says which value it may have, as task/criterion. */
    judgedBy: z.string().min(1),
  }),
]);

const settings = z.record(z.string(), z.record(z.string(), allowed));

/** Which values a setting may have. */
export type AllowedSetting = z.infer<typeof allowed>;
/** Those of a server or a queue, by the setting's name. */
export type AllowedSettings = Readonly<Record<string, AllowedSetting>>;

/** What every server and queue that plan/settings.yaml names may be set to. @throws Problem that names the line of everything it has wrong */
export function loadAllowedSettings(path = DELIVERED): Readonly<Record<string, AllowedSettings>> {
  return new YamlFile(path, {
    name: "plan/settings.yaml",
    remedy: "fix the lines named; the head of the file says what each key means",
  }).parse(settings);
}

/** The same of one of them. @throws Error for one that the file does not name */
export function allowedSettingsOf(subject: string): AllowedSettings {
  const of = loadAllowedSettings()[subject];
  if (!of) throw new Error(`plan/settings.yaml does not name ${subject}`);
  return of;
}
