import { spawn } from "node:child_process";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/kernel/app-error";
import { type ImageCrop, imageWidths, MAX_IMAGE_BYTES } from "@/lib/kernel/image";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { perProcess } from "@/lib/platform/per-process";

/** One size of an image, as it is kept and served. */
export type ImageFile = { readonly name: string; readonly type: string; readonly data: Uint8Array };

export type EncodedImage = {
  /** Of the largest size, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly files: readonly ImageFile[];
};

/** What the process that decodes may take before it is killed. */
export type EncodeLimits = { readonly milliseconds: number; readonly megabytes: number };
const LIMITS: EncodeLimits = { milliseconds: 10_000, megabytes: 640 };
const MAX_ANSWER = 16 * 1024 * 1024;
const AT_ONCE = 2;
const MAX_WAITING = 20;

const answerSchema = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    width: z.int(),
    height: z.int(),
    files: z.array(z.object({ name: z.string(), type: z.string(), bytes: z.int() })),
  }),
  z.object({ ok: z.literal(false), code: z.string() }),
]);

type Turns = { running: number; readonly waiting: (() => void)[] };
const turns = () => perProcess<Turns>("image-turns", () => ({ running: 0, waiting: [] }));

/** Two images at once in a process, twenty more wait; for any beyond it is busy. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const at = turns();
  if (at.running >= AT_ONCE) {
    if (at.waiting.length >= MAX_WAITING) throw new AppError("busy");
    await new Promise<void>((go) => at.waiting.push(go));
  } else at.running += 1;
  try {
    return await work();
  } finally {
    const next = at.waiting.shift();
    if (next) next();
    else at.running -= 1;
  }
}

/**
 * Decodes a PNG, JPEG or WebP, cuts it, and makes it anew in every size: nothing of the file itself is kept, no metadata,
 * no profile, no script. It is done by a process of its own with limits on its memory and time, which is killed when it
 * passes them. What the file says of itself is not believed. Refusals: `image_empty`, `image_too_large{megabytes}`, `image_type`, `image_animated`,
 * `image_too_many_pixels`, `image_too_small`, `image_broken`, `image_too_heavy`. Throws `busy` when too many wait.
 */
export async function encodeImage(
  data: Uint8Array,
  crop: ImageCrop | null,
  limits: EncodeLimits = LIMITS,
): Promise<Result<EncodedImage>> {
  if (data.length === 0) return refuse("image_empty");
  if (data.length > MAX_IMAGE_BYTES)
    return refuse("image_too_large", { megabytes: MAX_IMAGE_BYTES / 1024 / 1024 });
  const output = await inTurn(() => askChild(data, crop, limits));
  if (!output) return refuse("image_too_heavy");
  const end = output.indexOf(10);
  const answer = answerSchema.parse(JSON.parse(output.subarray(0, end).toString("utf8")));
  if (!answer.ok) return refuse(answer.code);
  let at = end + 1;
  const files = answer.files.map(({ name, type, bytes }) => {
    at += bytes;
    return { name, type, data: output.subarray(at - bytes, at) };
  });
  return ok({ width: answer.width, height: answer.height, files });
}

/** What the child wrote; null when it was killed for its memory or its time. */
async function askChild(
  data: Uint8Array,
  crop: ImageCrop | null,
  { milliseconds, megabytes }: EncodeLimits,
): Promise<Buffer | null> {
  const task = JSON.stringify({ widths: imageWidths, crop, megabytes });
  const program = join(/* turbopackIgnore: true */ process.cwd(), "lib/platform/images/encode-image.mjs");
  const child = spawn(process.execPath, ["--max-old-space-size=128", program, task], {
    stdio: ["pipe", "pipe", "ignore"],
    // Nothing of ours is told to it: no secrets, no database.
    env: { NODE_ENV: "production", MALLOC_ARENA_MAX: "2" },
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
  // A child that is killed while it reads closes its input on us.
  child.stdin.on("error", () => undefined);
  child.stdin.end(data);
  const parts: Buffer[] = [];
  let length = 0;
  child.stdout.on("data", (part: Buffer) => {
    length += part.length;
    if (length > MAX_ANSWER) child.kill("SIGKILL");
    else parts.push(part);
  });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    return code === 0 ? Buffer.concat(parts) : null;
  } finally {
    clearTimeout(timer);
  }
}
