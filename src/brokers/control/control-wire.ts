/** What a connection to the control is for: its first byte. */
export const ROLES = { publisher: 1, consumer: 2, question: 3 } as const;

const LENGTH_BYTES = 4;

/** A frame as it travels to the control, onto its disk and back: its length (4 bytes), then its bytes. */
export function withLength(frame: Buffer): [length: Buffer, frame: Buffer] {
  return [counted(frame.length), frame];
}

/** A count as one side tells it to the other. */
export function counted(count: number): Buffer {
  const bytes = Buffer.allocUnsafe(LENGTH_BYTES);
  bytes.writeUInt32LE(count);
  return bytes;
}

/** The frame of a message. */
export function frameOf(message: Buffer): Buffer {
  return message.subarray(LENGTH_BYTES);
}

/** Puts what a socket hands out together again to messages, each with its length before it. */
export function messages(onMessage: (message: Buffer) => void): (chunk: Buffer) => void {
  return pieces(
    (held) => (held.length < LENGTH_BYTES ? Infinity : LENGTH_BYTES + held.readUInt32LE()),
    onMessage,
  );
}

/** The same to counts. */
export function counts(onCount: (count: number) => void): (chunk: Buffer) => void {
  return pieces(
    () => LENGTH_BYTES,
    (piece) => onCount(piece.readUInt32LE()),
  );
}

function pieces(
  lengthOf: (held: Buffer) => number,
  onPiece: (piece: Buffer) => void,
): (chunk: Buffer) => void {
  let held: Buffer = Buffer.alloc(0);
  return (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (let length = lengthOf(held); length <= held.length; length = lengthOf(held)) {
      onPiece(held.subarray(0, length));
      held = held.subarray(length);
    }
  };
}
