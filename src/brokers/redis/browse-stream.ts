import type { Redis } from "ioredis";

const PAGE = 100;

type Entry = [id: Buffer, fields: Buffer[]];

/** Shows every entry of a stream, page by page. @returns how many there were */
export async function browseStream(
  redis: Redis,
  stream: string,
  onFrame: (frame: Buffer) => void,
): Promise<number> {
  let [from, count] = ["-", 0];
  for (;;) {
    const page = (await redis.xrangeBuffer(stream, from, "+", "COUNT", PAGE)) as Entry[];
    for (const [, fields] of page) onFrame(fields[1] ?? Buffer.alloc(0));
    count += page.length;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return count;
    from = `(${last[0].toString()}`;
  }
}
