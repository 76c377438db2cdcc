import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, eq, sql } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { images } from "@/db/schema/images";
import { auditEntries } from "@/db/schema/merchants";
import { makeMerchant, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { holdImages } from "@/lib/merchants/hold-images";
import { keepImage } from "@/lib/merchants/keep-image";
import { removeImages } from "@/lib/merchants/remove-images";
import { MEDIA_ROOM_BYTES } from "@/lib/merchants/rules/images";
import type { Scope } from "@/lib/platform/auth/scope";
import { encodeImage } from "@/lib/platform/images/encode";
import { answerMedia } from "@/lib/platform/images/serve";

const folder = mkdtempSync(join(tmpdir(), "images-"));
process.env.STORAGE_DIR = folder;

const picture = async (background: string) =>
  await sharp({ create: { width: 400, height: 300, channels: 3, background } })
    .png()
    .toBuffer();
const send = async (scope: Scope, data: Uint8Array) =>
  await keepImage(scope, { data, name: "a.png", crop: null });
const idOf = (result: Awaited<ReturnType<typeof send>>) =>
  result.ok ? result.value.id : result.refusal.code;
const files = (id: string) =>
  existsSync(join(folder, "images", id)) ? readdirSync(join(folder, "images", id)) : [];
const everything = () => (existsSync(join(folder, "images")) ? readdirSync(join(folder, "images")) : []);
const hold = async (scope: Scope, ids: readonly (string | null)[]) =>
  await inTransaction((tx) => holdImages(tx, scope, ids));
const go = async () => await removeImages(new AbortController().signal);

let merchantId: string;
let otherId: string;
const ours = () => testScope(merchantId);
const rows = async (id: string) =>
  await db()
    .select()
    .from(images)
    .where(and(eq(images.merchantId, merchantId), eq(images.id, id)));
const age = async (id: string, interval: string) =>
  await db().execute(sql`update image set created_at = now() - ${interval}::interval where id = ${id}`);

beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    otherId = await makeMerchant(tx);
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("an image that is sent in", () => {
  it("is one image, one row and one line of the log, however often and by how many at once it is sent", async () => {
    const data = await picture("#112233");
    const sent = await Promise.all(Array.from({ length: 4 }, () => send(ours(), data)));
    const [id = ""] = [...new Set(sent.map(idOf))];
    expect(new Set(sent.map(idOf)).size).toBe(1);
    expect(files(id).sort()).toEqual(["160.webp", "1600.webp", "480.webp", "960.webp", "card.jpg"]);
    expect(await rows(id)).toMatchObject([{ name: "a.png", width: 400, height: 300, heldAt: null }]);
    expect(await db().$count(auditEntries, eq(auditEntries.objectId, id))).toBe(1);
  });

  it("is served as the type it was made, to be kept for a year, under nobody's but its own name", async () => {
    const id = idOf(await send(ours(), await picture("#223344")));
    const answer = await answerMedia(`${id}-480.webp`, undefined);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      "content-type": "image/webp",
      "x-content-type-options": "nosniff",
      "cache-control": "public, max-age=31536000, immutable",
      "content-disposition": `inline; filename="${id}-480.webp"`,
      "content-security-policy": expect.stringContaining("sandbox"),
    });
    expect(answer.body?.length).toBe(Number(answer.headers["content-length"]));
    const tag = answer.headers.etag ?? "";
    expect(await answerMedia(`${id}-480.webp`, tag)).toMatchObject({ status: 304, body: null });
    for (const name of [id, `${id}-481.webp`, `${id}-480.png`, `../${id}-480.webp`, `${id}-480.webp/..`]) {
      expect((await answerMedia(name, undefined)).status, name).toBe(404);
    }
  });

  it("leaves nothing behind when it is refused, and neither does a look as another role", async () => {
    const before = everything();
    const text = (words: string) => new TextEncoder().encode(words);
    const heic = text("\0\0\0\x18ftypheic\0\0\0\0mif1heic");
    for (const file of [text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), heic])
      expect(idOf(await send(ours(), file))).toBe("image_type");
    const good = await picture("#334455");
    for (const cut of [good.subarray(0, 60), new Uint8Array()])
      expect(idOf(await send(ours(), cut))).toMatch(/^image_/);
    const held = await db().$count(images, eq(images.merchantId, merchantId));
    // Killed for its time: what was half made of it is nowhere.
    const heavy = await encodeImage(good, null, { milliseconds: 1, megabytes: 640 });
    expect(heavy).toMatchObject({ ok: false, refusal: { code: "image_too_heavy" } });
    expect(await db().$count(images, eq(images.merchantId, merchantId))).toBe(held);
    const preview = { ...ours(), isPreview: true };
    await expect(send(preview, await picture("#334455"))).rejects.toMatchObject({ code: "forbidden" });
    expect(everything()).toEqual(before);
  });

  it("has no room beside what fills it, but does beside one that is there already", async () => {
    const data = await picture("#445566");
    const full = { merchantId: otherId, id: "img_full", width: 1, height: 1, heldAt: new Date() };
    await db()
      .insert(images)
      .values({ ...full, bytes: MEDIA_ROOM_BYTES });
    const before = everything();
    expect(idOf(await send(testScope(otherId), data))).toBe("image_room");
    expect(everything()).toEqual(before);
    await db().update(images).set({ bytes: 1 }).where(eq(images.id, "img_full"));
    const id = idOf(await send(testScope(otherId), data));
    await db().update(images).set({ bytes: MEDIA_ROOM_BYTES }).where(eq(images.id, "img_full"));
    expect(idOf(await send(testScope(otherId), data))).toBe(id);
  });

  it("is nobody's while its files could not be kept, and is whole when it is sent again", async () => {
    const data = await picture("#556677");
    const moved = `${folder}-moved`;
    // Where the folder of images should be stands a file: nothing can be written below it.
    renameSync(join(folder, "images"), moved);
    writeFileSync(join(folder, "images"), "");
    await expect(send(ours(), data)).rejects.toThrow();
    rmSync(join(folder, "images"));
    renameSync(moved, join(folder, "images"));
    const [left] = await db()
      .select({ id: images.id })
      .from(images)
      .where(and(eq(images.merchantId, merchantId), sql`stored_at is null`));
    const id = left?.id ?? "";
    expect(await hold(ours(), [id])).toMatchObject({ ok: false, refusal: { code: "image_gone" } });
    expect(idOf(await send(ours(), data))).toBe(id);
    expect(await hold(ours(), [id])).toMatchObject({ ok: true });
  });
});

describe("an image that something shows", () => {
  it("is held by who it belongs to, and by nobody else", async () => {
    const data = await picture("#667788");
    const [own, theirs] = [idOf(await send(ours(), data)), idOf(await send(testScope(merchantId), data))];
    expect(theirs).toBe(own);
    expect(await hold(testScope(otherId), [own])).toMatchObject({
      ok: false,
      refusal: { code: "image_gone" },
    });
    expect(await hold(ours(), [own, null, own])).toMatchObject({ ok: true });
    expect(await hold(ours(), [own, `img_${"0".repeat(26)}`])).toMatchObject({ ok: false });
    expect(await hold(ours(), [null])).toMatchObject({ ok: true });
  });

  it("stays, while one that nothing showed goes after a week with all its files", async () => {
    const [held, fresh, old] = [
      idOf(await send(ours(), await picture("#778899"))),
      idOf(await send(ours(), await picture("#8899aa"))),
      idOf(await send(ours(), await picture("#99aabb"))),
    ];
    await hold(ours(), [held]);
    for (const id of [held, old]) await age(id, "8 days");
    expect(await go()).toBe(1);
    expect([files(held).length, files(fresh).length, files(old).length]).toEqual([5, 5, 0]);
    expect(await rows(old)).toEqual([]);
    expect(await hold(ours(), [old])).toMatchObject({ ok: false });
  });

  it("begins its week anew when it is sent again", async () => {
    const data = await picture("#aabbcc");
    const id = idOf(await send(ours(), data));
    await age(id, "8 days");
    expect(idOf(await send(ours(), data))).toBe(id);
    expect(await go()).toBe(0);
  });

  it("cannot be held or sent while it is being removed, and can be sent anew after it", async () => {
    const data = await picture("#bbccdd");
    const id = idOf(await send(ours(), data));
    await db().execute(sql`update image set removed_at = now() where id = ${id}`);
    expect(await hold(ours(), [id])).toMatchObject({ ok: false });
    await expect(send(ours(), data)).rejects.toMatchObject({ code: "busy" });
    expect(await go()).toBe(1);
    expect(idOf(await send(ours(), data))).toBe(id);
    expect(files(id)).toHaveLength(5);
  });
});
