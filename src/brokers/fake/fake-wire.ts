/** What client and server of the fake say to each other. */
export const SAYS = {
  hello: 0,
  publish: 1,
  confirmed: 2,
  refused: 3,
  consume: 4,
  frame: 5,
  depth: 6,
  consumers: 7,
  browse: 8,
  count: 9,
} as const;

/** One message: what it says, the number of the question that it asks or answers, and a frame or text. */
export interface Said {
  what: number;
  id: number;
  body: Buffer;
}

const HEAD_BYTES = 9;

export function said(what: number, id: number, body: Uint8Array = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(body.length, 0);
  head.writeUInt8(what, 4);
  head.writeUInt32LE(id, 5);
  return Buffer.concat([head, body]);
}

/** Puts what a socket hands out together again to messages. */
export function listening(onSaid: (message: Said) => void): (chunk: Buffer) => void {
  let held: Buffer = Buffer.alloc(0);
  return (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    while (held.length >= HEAD_BYTES) {
      const end = HEAD_BYTES + held.readUInt32LE(0);
      if (held.length < end) return;
      // A copy, since the rest of the chunk must not be held by one frame.
      const body = Buffer.from(held.subarray(HEAD_BYTES, end));
      onSaid({ what: held.readUInt8(4), id: held.readUInt32LE(5), body });
      held = held.subarray(end);
    }
  };
}
