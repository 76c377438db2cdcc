import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { mediaFiles } from "@/db/schema/media";
import { auditEntries } from "@/db/schema/merchants";
import { makeMerchant, testScope } from "@/db/seed/factories";
import { beginSending, idOf, mediaServer, partsOf, sendVideo } from "@/db/seed/test-videos";
import { mp4, webm } from "@/db/seed/videos";
import { inTransaction } from "@/db/transaction";
import { MAX_VIDEO_BYTES, VIDEO_PART_BYTES, type VideoRef } from "@/lib/kernel/video";
import { holdMedia } from "@/lib/merchants/hold-media";
import { keepCaptions } from "@/lib/merchants/keep-captions";
import { beginVideo, finishVideo, keepVideoPart } from "@/lib/merchants/keep-video";
import { removeMedia } from "@/lib/merchants/remove-media";
import { MEDIA_ROOM_BYTES } from "@/lib/merchants/rules/images";
import type { Scope } from "@/lib/platform/auth/scope";
import { storage } from "@/lib/platform/storage/storage";

const folder = mkdtempSync(join(tmpdir(), "videos-"));
process.env.STORAGE_DIR = folder;

const vtt = (words: string) => new TextEncoder().encode(`WEBVTT\n\n00:01.000 --> 00:02.000\n${words}\n`);
const files = (room: string) =>
  existsSync(join(folder, room)) ? readdirSync(join(folder, room)).sort() : [];
const hold = async (scope: Scope, videos: VideoRef[], captions: string[] = []) =>
  await inTransaction((tx) => holdMedia(tx, scope, { videos, captions }));
const go = async () => await removeMedia(new AbortController().signal);

let merchantId: string;
let otherId: string;
const ours = () => testScope(merchantId);
const rows = async (id: string) =>
  await db()
    .select()
    .from(mediaFiles)
    .where(and(eq(mediaFiles.merchantId, merchantId), eq(mediaFiles.id, id)));

const { open, close, ask } = mediaServer();
beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    otherId = await makeMerchant(tx);
  });
  await open();
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a video that is sent in", () => {
  it("is one video, one row and one line of the log, however often and by how many at once it is sent", async () => {
    const film = mp4({ length: VIDEO_PART_BYTES + 1000 });
    const sent = await Promise.all(Array.from({ length: 4 }, () => sendVideo(ours(), film)));
    expect(new Set(sent.map(idOf)).size).toBe(1);
    const [id = ""] = sent.map(idOf);
    expect(files(`videos/${id}`)).toEqual(["0.part", "1.part", "about.json"]);
    expect(await rows(id)).toMatchObject([
      { type: "mp4", width: 640, height: 360, name: "tea.mp4", heldAt: null },
    ]);
    expect(await db().$count(auditEntries, eq(auditEntries.objectId, id))).toBe(1);
    expect(await beginSending(ours(), film)).toMatchObject({
      ok: true,
      value: { id, whole: { id, type: "mp4" } },
    });
    expect(idOf(await sendVideo(testScope(otherId), film))).not.toBe(id);
  });

  it("is not there before its last part is, and keeps no byte that was not announced", async () => {
    const film = webm({ length: 300_000 });
    const begun = await beginSending(ours(), film);
    const id = begun.ok ? begun.value.id : "";
    const [first = film, second = film] = partsOf(film);
    await keepVideoPart(ours(), { id, part: 0, data: first });
    const other = first.map((byte) => byte ^ 1);
    await expect(keepVideoPart(ours(), { id, part: 0, data: other })).rejects.toMatchObject({
      code: "malformed",
    });
    await expect(keepVideoPart(ours(), { id, part: 9, data: second })).rejects.toMatchObject({
      code: "malformed",
    });
    await expect(keepVideoPart(testScope(otherId), { id, part: 1, data: second })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await finishVideo(ours(), id)).toMatchObject({ ok: false, refusal: { code: "video_not_whole" } });
    expect((await ask(`/media/${id}.webm`)).status).toBe(404);
    expect(
      await hold(ours(), [{ id, type: "webm", width: 640, height: 360, bytes: film.length }]),
    ).toMatchObject({
      ok: false,
    });
    await keepVideoPart(ours(), { id, part: 1, data: second });
    expect(await finishVideo(ours(), id)).toMatchObject({ ok: true, value: { type: "webm" } });
    expect((await ask(`/media/${id}.webm`)).body.equals(film)).toBe(true);
  });

  it("leaves nothing behind when it is refused, and neither does a look as another role", async () => {
    const before = files("videos");
    const page = new TextEncoder().encode("<html><script>alert(1)</script>");
    expect(idOf(await sendVideo(ours(), page))).toBe("video_type");
    expect(idOf(await sendVideo(ours(), mp4({ length: 90 }).slice(0, -1)))).toBe("video_broken");
    expect(idOf(await sendVideo(ours(), mp4({ codec: "hvc1" })))).toBe("video_codec");
    expect(idOf(await sendVideo(ours(), new Uint8Array()))).toBe("video_empty");
    expect(await beginVideo(ours(), { name: "", bytes: MAX_VIDEO_BYTES + 1, parts: [] })).toMatchObject({
      ok: false,
      refusal: { code: "video_too_large" },
    });
    await expect(beginVideo(ours(), { name: "", bytes: 10, parts: [] })).rejects.toMatchObject({
      code: "malformed",
    });
    await expect(sendVideo({ ...ours(), isPreview: true }, mp4())).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(files("videos")).toEqual(before);
    expect(await db().$count(mediaFiles, sql`stored_at is null`)).toBe(0);
  });

  it("keeps no part that comes while it is refused", async () => {
    const broken = new Uint8Array(2000).fill(7);
    const begun = await beginSending(ours(), broken);
    const id = begun.ok ? begun.value.id : "";
    const parts = partsOf(broken);
    const store = storage();
    const put = store.put;
    await keepVideoPart(ours(), { id, part: 0, data: parts[0] ?? new Uint8Array() });
    // The part is sent once more, and before it is written the video is looked at and refused.
    const spy = vi.spyOn(store, "put").mockImplementationOnce(async (...args) => {
      expect(await finishVideo(ours(), id)).toMatchObject({ ok: false });
      await put(...args);
    });
    const late = keepVideoPart(ours(), { id, part: 0, data: parts[0] ?? new Uint8Array() });
    await expect(late).rejects.toMatchObject({ code: "not_found" });
    spy.mockRestore();
    expect(files(`videos/${id}`)).toEqual([]);
  });

  it("has no room beside what fills it, and takes the room of images", async () => {
    const full = {
      merchantId: otherId,
      id: "vid_full",
      type: "mp4",
      bytes: MEDIA_ROOM_BYTES,
      heldAt: new Date(),
    };
    await db().insert(mediaFiles).values(full);
    expect(idOf(await sendVideo(testScope(otherId), mp4({ length: 77 })))).toBe("image_room");
    expect(await keepCaptions(testScope(otherId), { data: vtt("Tea"), name: "a.vtt" })).toMatchObject({
      ok: false,
      refusal: { code: "image_room" },
    });
    await db().delete(mediaFiles).where(eq(mediaFiles.id, "vid_full"));
  });
});

describe("captions that are sent in", () => {
  it("are kept as what is said in them, once, and served as nothing but WebVTT", async () => {
    const data = new TextEncoder().encode("WEBVTT\n\nSTYLE\na{}\n\n00:01.000 --> 00:02.000\n<b>Tea</b>\n");
    const sent = await Promise.all([1, 2, 3].map(() => keepCaptions(ours(), { data, name: "tea.vtt" })));
    const ids = new Set(sent.map((one) => (one.ok ? one.value.id : one.refusal.code)));
    const [id = ""] = ids;
    expect([ids.size, id.slice(0, 4)]).toEqual([1, "vtt_"]);
    expect(await db().$count(auditEntries, eq(auditEntries.objectId, id))).toBe(1);
    const { status, headers, body } = await ask(`/media/${id}.vtt`);
    expect([status, body.toString()]).toEqual([200, "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nTea\n"]);
    expect(headers).toMatchObject({
      "content-type": "text/vtt; charset=utf-8",
      "x-content-type-options": "nosniff",
      "cache-control": "public, max-age=31536000, immutable",
    });
  });

  it("leave nothing behind when they are refused", async () => {
    const before = [files("captions"), await db().$count(mediaFiles)];
    const bad = [
      Uint8Array.of(0xff, 0xfe, 0x00),
      new TextEncoder().encode("hello"),
      vtt("<script>"),
      vtt("x".repeat(300_000)),
    ];
    const codes = await Promise.all(
      bad.map(async (data) => {
        const sent = await keepCaptions(ours(), { data, name: "" });
        return sent.ok ? "kept" : sent.refusal.code;
      }),
    );
    expect(codes).toEqual(["captions_text", "captions_head", "captions_tag", "captions_large"]);
    expect([files("captions"), await db().$count(mediaFiles)]).toEqual(before);
  });
});

describe("a video that something shows", () => {
  it("is held as what it is, by who it belongs to, and stays, while what nothing shows goes", async () => {
    const [shown, old, fresh] = await Promise.all(
      [201, 202, 203].map((length) => sendVideo(ours(), mp4({ length }))),
    );
    if (!shown?.ok || !old?.ok || !fresh?.ok) throw new Error("not kept");
    const captions = await keepCaptions(ours(), { data: vtt("Old"), name: "" });
    const half = await beginSending(ours(), mp4({ length: 204 }));
    if (!captions.ok || !half.ok) throw new Error("not kept");
    expect(await hold(testScope(otherId), [shown.value])).toMatchObject({ refusal: { code: "video_gone" } });
    expect(await hold(ours(), [{ ...shown.value, type: "webm" }])).toMatchObject({ ok: false });
    expect(await hold(ours(), [{ ...shown.value, width: 641 }])).toMatchObject({ ok: false });
    expect(await hold(ours(), [shown.value], [shown.value.id])).toMatchObject({
      refusal: { code: "captions_gone" },
    });
    expect(await hold(ours(), [shown.value, shown.value])).toMatchObject({ ok: true });
    const ids = [shown.value.id, old.value.id, captions.value.id];
    for (const id of ids)
      await db().execute(sql`update media_file set created_at = now() - interval '8 days' where id = ${id}`);
    await db().execute(
      sql`update media_file set created_at = now() - interval '2 hours' where id = ${half.value.id}`,
    );
    expect(await go()).toBe(3);
    expect(files("videos")).toEqual(expect.arrayContaining([shown.value.id, fresh.value.id]));
    expect([...files("videos"), ...files("captions")]).not.toEqual(
      expect.arrayContaining([old.value.id, captions.value.id]),
    );
    expect(await rows(half.value.id)).toEqual([]);
    expect(await hold(ours(), [old.value])).toMatchObject({ ok: false });
    expect(idOf(await sendVideo(ours(), mp4({ length: 202 })))).toBe(old.value.id);
  });
});
