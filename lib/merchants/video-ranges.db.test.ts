import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import S3rver from "s3rver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMerchant, testScope } from "@/db/seed/factories";
import { idOf, mediaServer, sendVideo } from "@/db/seed/test-videos";
import { mp4, webm } from "@/db/seed/videos";
import { inTransaction } from "@/db/transaction";
import { VIDEO_PART_BYTES } from "@/lib/kernel/video";
import { removeMedia } from "@/lib/merchants/remove-media";
import { s3Storage } from "@/lib/platform/storage/s3";

const folder = mkdtempSync(join(tmpdir(), "videos-"));
process.env.STORAGE_DIR = folder;

const files = (room: string) =>
  existsSync(join(folder, room)) ? readdirSync(join(folder, room)).sort() : [];
const go = async () => await removeMedia(new AbortController().signal);

let merchantId: string;
const ours = () => testScope(merchantId);

const { open, close, ask, portOf } = mediaServer();
beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
  });
  await open();
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a video over HTTP", () => {
  const film = mp4({ length: 2 * VIDEO_PART_BYTES });
  let path: string;
  beforeAll(async () => {
    path = `/media/${idOf(await sendVideo(ours(), film))}.mp4`;
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
    const port = portOf();
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
      const kept = await sendVideo(ours(), film);
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
