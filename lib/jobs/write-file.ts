import { completeFile, insertFilePart, insertResultFile, type NewFile } from "@/lib/jobs/repository/files";
import type { Run } from "@/lib/jobs/repository/runs";
import type { TrackedRun } from "@/lib/jobs/track-run";

/** Bytes of one part. */
export const PART_BYTES = 256 * 1024;

/** The same bytes in parts of exactly `size`, the last as long as is left. Holds one part in memory. */
export async function* inParts(
  chunks: AsyncIterable<Uint8Array | string>,
  size = PART_BYTES,
): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let rest: Uint8Array = typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
    while (length + rest.length >= size) {
      const take = size - length;
      yield Buffer.concat([...waiting, rest.subarray(0, take)]);
      rest = rest.subarray(take);
      waiting = [];
      length = 0;
    }
    if (rest.length === 0) continue;
    waiting.push(rest);
    length += rest.length;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

/**
 * Keeps a file that a job made, as it comes. It is there for others once it is whole; begun again, it takes the place of
 * what an earlier run left. Gives its id. Throws `JobStopped` in the middle when the job is cancelled or taken away.
 */
export async function writeFile(
  run: Run,
  tracked: TrackedRun,
  file: NewFile,
  chunks: AsyncIterable<Uint8Array | string>,
): Promise<string> {
  const { merchantId } = run;
  const fileId = await tracked.fenced((tx) => insertResultFile(tx, run, file));
  let part = 0;
  let bytes = 0;
  for await (const data of inParts(chunks)) {
    await tracked.fenced((tx) => insertFilePart(tx, merchantId, fileId, part, data));
    part += 1;
    bytes += data.length;
  }
  await tracked.fenced((tx) => completeFile(tx, merchantId, fileId, bytes));
  return fileId;
}
