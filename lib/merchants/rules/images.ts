/** Bytes that all of a merchant's images, in all their sizes, its videos and its captions may take. */
export const MEDIA_ROOM_BYTES = 1024 * 1024 * 1024;

/** Whether what takes `bytes` has room beside what is there. */
export function roomFor(usedBytes: number, bytes: number): boolean {
  return usedBytes + bytes <= MEDIA_ROOM_BYTES;
}
