import { createHash } from "node:crypto";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { Result } from "@/lib/kernel/result";
import { VIDEO_PART_BYTES, type VideoRef } from "@/lib/kernel/video";
import { type BegunVideo, beginVideo, finishVideo, keepVideoPart } from "@/lib/merchants/keep-video";
import type { Scope } from "@/lib/platform/auth/scope";
import { answerMediaFile } from "@/lib/platform/videos/serve-node";

/** The parts a browser sends a video in. */
export const partsOf = (data: Uint8Array): Uint8Array[] =>
  Array.from({ length: Math.ceil(data.length / VIDEO_PART_BYTES) }, (_, at) =>
    data.subarray(at * VIDEO_PART_BYTES, (at + 1) * VIDEO_PART_BYTES),
  );

const sha = (data: Uint8Array) => createHash("sha256").update(data).digest("hex");

/** Announces a video, as a browser does before it sends it. */
export async function beginSending(scope: Scope, data: Uint8Array): Promise<Result<BegunVideo>> {
  return await beginVideo(scope, { name: "tea.mp4", bytes: data.length, parts: partsOf(data).map(sha) });
}

/** Sends a video in, part by part. */
export async function sendVideo(scope: Scope, data: Uint8Array): Promise<Result<VideoRef>> {
  const begun = await beginSending(scope, data);
  if (!begun.ok) return begun;
  const { id } = begun.value;
  for (const [part, piece] of partsOf(data).entries()) await keepVideoPart(scope, { id, part, data: piece });
  return await finishVideo(scope, id);
}

/** The id of a video that was sent in, or the word it was refused with. */
export const idOf = (result: Result<VideoRef>): string => (result.ok ? result.value.id : result.refusal.code);

type Answer = { readonly status: number; readonly headers: Record<string, unknown>; readonly body: Buffer };

/** What server.ts answers of kept videos and captions, over HTTP, from `open` until `close`. */
export function mediaServer() {
  const server = createServer((req, res) => void answerMediaFile(req, res, req.url ?? ""));
  const portOf = () => (server.address() as AddressInfo).port;
  return {
    portOf,
    open: () => new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready)),
    close: () => new Promise((done) => server.close(done)),
    ask: (path: string, headers: Record<string, string> = {}, method = "GET") =>
      new Promise<Answer>((resolve, reject) => {
        const call = request({ port: portOf(), host: "127.0.0.1", path, headers, method }, (res) => {
          const parts: Buffer[] = [];
          res.on("data", (part: Buffer) => parts.push(part));
          res.on("end", () =>
            resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(parts) }),
          );
        });
        call.on("error", reject).end();
      }),
  };
}
