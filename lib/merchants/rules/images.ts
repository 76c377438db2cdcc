/** Bytes that all images of a merchant, in all their sizes, may take. */
export const IMAGE_ROOM_BYTES = 500 * 1024 * 1024;

/** Whether an image of `bytes` has room beside what is there. */
export function roomFor(usedBytes: number, bytes: number): boolean {
  return usedBytes + bytes <= IMAGE_ROOM_BYTES;
}
