import { crc32 } from "node:zlib";

/**
 * A frame as it travels, big-endian: producer (4 bytes), sequence number (4), intended send time (8, a double in
 * milliseconds of the clock of `clock.ts`), CRC-32 of everything else (4), then the payload.
 */
export const HEADER_BYTES = 20;
const CHECKSUM_AT = 16;

export interface Frame {
  producer: number;
  sequence: number;
  intendedSendTimeMs: number;
  payload: Uint8Array;
}

export function encodeFrame({ producer, sequence, intendedSendTimeMs, payload }: Frame): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
  bytes.writeUInt32BE(producer, 0);
  bytes.writeUInt32BE(sequence, 4);
  bytes.writeDoubleBE(intendedSendTimeMs, 8);
  bytes.set(payload, HEADER_BYTES);
  bytes.writeUInt32BE(checksum(bytes), CHECKSUM_AT);
  return bytes;
}

/** The frame in these bytes, or `undefined` when they are not what was sent: too short, or the checksum does not hold. */
export function decodeFrame(bytes: Buffer): Frame | undefined {
  if (bytes.length < HEADER_BYTES || bytes.readUInt32BE(CHECKSUM_AT) !== checksum(bytes)) return undefined;
  return {
    producer: bytes.readUInt32BE(0),
    sequence: bytes.readUInt32BE(4),
    intendedSendTimeMs: bytes.readDoubleBE(8),
    payload: bytes.subarray(HEADER_BYTES),
  };
}

/** The producer and number that damaged bytes claim to be, for a person to look for; zeros where they are too short. */
export function claimedId(bytes: Buffer): { producer: number; sequence: number } {
  const header = Buffer.concat([bytes.subarray(0, 8), Buffer.alloc(8)]);
  return { producer: header.readUInt32BE(0), sequence: header.readUInt32BE(4) };
}

function checksum(bytes: Buffer): number {
  return crc32(bytes.subarray(HEADER_BYTES), crc32(bytes.subarray(0, CHECKSUM_AT)));
}
