/**
 * Bytes of a file from `at` on, at most `length`: fewer only where the file ends. Whoever examines a file asks by growing
 * `at`, so that nobody has to hold more of it than a part.
 */
export type ReadBytes = (at: number, length: number) => Promise<Uint8Array>;

/** Why a file is no video that can be shown; its words are in messages. */
export type VideoFault = "video_type" | "video_broken" | "video_codec" | "video_no_picture";

export type VideoFacts = { readonly width: number; readonly height: number };
export type Examined = VideoFacts | { readonly fault: VideoFault };

export const viewOf = (data: Uint8Array) => new DataView(data.buffer, data.byteOffset, data.byteLength);

/** Four bytes as the four letters they are. */
export const lettersAt = (data: Uint8Array, at: number) => String.fromCharCode(...data.subarray(at, at + 4));

/** A picture that can be shown at all: between 16 and 4096 pixels each way. */
export function seen(width: number, height: number): Examined {
  const fits = (side: number) => Number.isInteger(side) && side >= 16 && side <= 4096;
  return fits(width) && fits(height) ? { width, height } : { fault: "video_no_picture" };
}
