import { execa } from "execa";
import { Problem } from "../../kernel/problem.ts";
import { readComposeFile } from "../../stack/compose-file.ts";

export interface Image {
  image: string;
  id: string;
}

/** Images that the stack's services have on this machine, with the ids that they have now. */
export async function imagesOfStack(): Promise<Image[]> {
  const { services } = readComposeFile();
  const wanted = Object.values(services).filter(({ profiles }) => !profiles.includes("capture"));
  const images = [...new Set(wanted.map(({ image }) => image))].sort();
  const found = await Promise.all(
    images.map(async (image) => {
      const { stdout, failed } = await execa("docker", ["image", "inspect", "--format", "{{.Id}}", image], {
        reject: false,
      });
      return failed ? [] : [{ image, id: stdout.trim() }];
    }),
  );
  const here = found.flat();
  if (here.length > 0) return here;
  throw new Problem({
    subject: "images of the stack",
    expected: "on this machine, to be handed to the hosts of the lab",
    seen: `none of ${images.join(", ")}`,
    remedy: "npm run setup",
  });
}
