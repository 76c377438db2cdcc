import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import S3rver from "s3rver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMerchant, testScope } from "@/db/seed/factories";
import { mp4, webm } from "@/db/seed/videos";
import { inTransaction } from "@/db/transaction";
import { VIDEO_PART_BYTES } from "@/lib/kernel/video";
import { beginVideo, finishVideo, keepVideoPart } from "@/lib/merchants/keep-video";
import { removeMedia } from "@/lib/merchants/remove-media";
import type { Scope } from "@/lib/platform/auth/scope";
import { s3Storage } from "@/lib/platform/storage/s3";
import { answerMediaFile } from "@/lib/platform/videos/serve-node";

const folder = mkdtempSync(join(tmpdir(), "videos-"));
process.env.STORAGE_DIR = folder;

const partsOf = (data: Uint8Array) =>
  Array.from({ length: Math.ceil(data.length / VIDEO_PART_BYTES) }, (_, at) =>
    data.subarray(at * VIDEO_PART_BYTES, (at + 1) * VIDEO_PART_BYTES),
  );
const sha = (data: Uint8Array) => createHash("sha256").update(data).digest("hex");
const begin = async (scope: Scope, data: Uint8Array) =>
  await beginVideo(scope, { name: "tea.mp4", bytes: data.length, parts: partsOf(data).map(sha) });
const send = async (scope: Scope, data: Uint8Array) => {
  const begun = await begin(scope, data);
  if (!begun.ok) return begun;
  const { id } = begun.value;
  for (const [part, piece] of partsOf(data).entries()) await keepVideoPart(scope, { id, part, data: piece });
  return await finishVideo(scope, id);
};
const idOf = (result: Awaited<ReturnType<typeof send>>) =>
  result.ok ? result.value.id : result.refusal.code;
const files = (room: string) =>
  existsSync(join(folder, room)) ? readdirSync(join(folder, room)).sort() : [];
const go = async () => await removeMedia(new AbortController().signal);

let merchantId: string;
const ours = () => testScope(merchantId);

const server = createServer((req, res) => void answerMediaFile(req, res, req.url ?? ""));
beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true, force: true });
});

/** What the server answers over HTTP. */
async function ask(path: string, headers: Record<string, string> = {}, method = "GET") {
  const { port } = server.address() as AddressInfo;
  return await new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      const call = request({ port, host: "127.0.0.1", path, headers, method }, (res) => {
        const parts: Buffer[] = [];
        res.on("data", (part: Buffer) => parts.push(part));
        res.on("end", () =>
          resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(parts) }),
        );
      });
      call.on("error", reject).end();
    },
  );
}

describe("a video over HTTP", () => {
  const film = mp4({ length: 2 * VIDEO_PART_BYTES });
  let path: string;
  beforeAll(async () => {
    path = `/media/${idOf(await send(ours(), film))}.mp4`;
  });

  it("comes whole as the type it is, to be kept for a year, and says that it has ranges", async () => {
    const { status, headers, body } = await ask(path);
    expect([status, body.equals(film)]).toEqual([200, true]);
    expect(headers).toMatchObject({
      "content-type": "video/mp4",
      "content-length": String(film.length),
      "accept-ranges": "bytes",
      "x-content-type-options": "nosniff",
      "cache-control": "public, max-age=31536000, immutable",
      "content-security-policy": expect.stringContaining("sandbox"),
    });
    expect((await ask(path, { "if-none-match": String(headers.etag) })).status).toBe(304);
    const head = await ask(path, {}, "HEAD");
    expect([head.status, head.headers["content-length"], head.body.length]).toEqual([
      200,
      String(film.length),
      0,
    ]);
    expect((await ask(path, {}, "POST")).status).toBe(405);
  });

  it.each([
    ["bytes=0-0", 0, 1],
    [`bytes=${VIDEO_PART_BYTES - 2}-${VIDEO_PART_BYTES + 1}`, VIDEO_PART_BYTES - 2, VIDEO_PART_BYTES + 2],
    [`bytes=${2 * VIDEO_PART_BYTES}-`, 2 * VIDEO_PART_BYTES, film.length],
    ["bytes=-5", film.length - 5, film.length],
  ])("comes in the range %s, over its parts", async (range, from, until) => {
    const { status, headers, body } = await ask(path, { range });
    expect([status, body.equals(film.subarray(from, until))]).toEqual([206, true]);
    expect(headers["content-range"]).toBe(`bytes ${from}-${until - 1}/${film.length}`);
  });

  it("has no range behind its end, and comes whole when it was asked for another by that name", async () => {
    const none = await ask(path, { range: `bytes=${film.length}-` });
    expect([none.status, none.headers["content-range"]]).toEqual([416, `bytes */${film.length}`]);
    const etag = String(none.headers.etag);
    expect((await ask(path, { range: "bytes=0-1", "if-range": etag })).status).toBe(206);
    expect((await ask(path, { range: "bytes=0-1", "if-range": '"another"' })).status).toBe(200);
    expect((await ask(path, { range: "bytes=0-1,4-5" })).status).toBe(200);
  });

  it("is nobody's under any other name", async () => {
    for (const name of ["webm", "html", "mp4/..", "part"])
      expect((await ask(path.replace(/mp4$/, name))).status, name).toBe(404);
    expect((await ask("/media/..%2f..%2fabout.json")).status).toBe(404);
  });

  it("that is given up half way disturbs nobody", async () => {
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((done) => {
      const call = request({ port, host: "127.0.0.1", path }, (res) =>
        res.once("data", () => call.destroy()),
      );
      call.once("close", () => done());
      call.on("error", () => undefined).end();
    });
    expect((await ask(path, { range: "bytes=0-3" })).status).toBe(206);
  });
});

describe("a video in a store that speaks S3", () => {
  it("is kept in parts, served in ranges, and gone with all of them", async () => {
    const bucket = mkdtempSync(join(tmpdir(), "video-bucket-"));
    const store = new S3rver({
      ...{ port: 0, address: "127.0.0.1", silent: true, directory: bucket },
      configureBuckets: [{ name: "scrip", configs: [] }],
    });
    const { port } = await store.run();
    const s3 = s3Storage({
      ...{ S3_BUCKET: "scrip", S3_ENDPOINT: `http://127.0.0.1:${port}`, S3_REGION: "us-east-1" },
      ...{ S3_ACCESS_KEY_ID: "S3RVER", S3_SECRET_ACCESS_KEY: "S3RVER" },
    });
    const { folderStorage } = await import("@/lib/platform/storage/folder");
    const { storage } = await import("@/lib/platform/storage/storage");
    const local = folderStorage(folder);
    Object.assign(storage(), s3);
    try {
      const film = webm({ length: VIDEO_PART_BYTES + 7 });
      const kept = await send(ours(), film);
      const id = idOf(kept);
      const { status, body } = await ask(`/media/${id}.webm`, { range: `bytes=${VIDEO_PART_BYTES - 1}-` });
      expect([status, body.equals(film.subarray(VIDEO_PART_BYTES - 1))]).toEqual([206, true]);
      await db().execute(sql`update media_file set created_at = now() - interval '8 days' where id = ${id}`);
      await go();
      expect(await storage().get(`videos/${id}/1.part`)).toBeNull();
      expect(files("videos")).not.toContain(id);
    } finally {
      Object.assign(storage(), local);
      await store.close();
      rmSync(bucket, { recursive: true, force: true });
    }
  });
});
