import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { images } from "@/db/schema/images";
import { mediaFiles } from "@/db/schema/media";
import { makeMerchant, testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { mp4 } from "@/db/seed/videos";
import { inTransaction } from "@/db/transaction";
import { publishPage } from "@/lib/activities/publish-page";
import { getLivePage } from "@/lib/activities/queries/pages";
import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { editPage, newBlock } from "@/lib/activities/rules/page-edits";
import { savePage } from "@/lib/activities/save-page";
import { savePageTemplate } from "@/lib/activities/save-page-template";
import type { Page } from "@/lib/activities/schema/page";
import type { VideoRef } from "@/lib/kernel/video";
import { keepCaptions } from "@/lib/merchants/keep-captions";
import { beginVideo, finishVideo, keepVideoPart } from "@/lib/merchants/keep-video";
import type { Scope } from "@/lib/platform/auth/scope";

const folder = mkdtempSync(join(tmpdir(), "page-videos-"));
process.env.STORAGE_DIR = folder;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let serial = 0;
const requestId = () => `video-page-${++serial}`;
const picture = { id: `img_${"a".repeat(26)}`, alt: "A cup of tea" };
let scope: Scope;
let other: Scope;
let activityId: string;
let film: VideoRef;
let captions: string;

async function kept(of: Scope, data: Uint8Array): Promise<VideoRef> {
  const sha = createHash("sha256").update(data).digest("hex");
  const begun = await beginVideo(of, { name: "tea.mp4", bytes: data.length, parts: [sha] });
  if (!begun.ok) throw new Error(begun.refusal.code);
  const { id } = begun.value;
  await keepVideoPart(of, { id, part: 0, data });
  const whole = await finishVideo(of, id);
  if (!whole.ok) throw new Error(whole.refusal.code);
  return whole.value;
}

beforeAll(async () => {
  await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const couponId = await makeCoupon(tx, merchantId, { name: "Tea" });
    const passwords = [{ password: "open", inventory: 5, prizes: [{ couponId, quantity: 1 }] }];
    const period = { startsAt: "2026-01-01T00:00:00Z", endsAt: "2036-01-01T00:00:00Z" };
    activityId = (await makeActivity(tx, merchantId, { code: "FILM", passwords, ...period })).id;
    scope = testScope(merchantId);
    other = testScope(await makeMerchant(tx));
  });
  await db().insert(images).values({
    merchantId: scope.merchantId,
    id: picture.id,
    width: 9,
    height: 9,
    bytes: 9,
    storedAt: new Date(),
  });
  film = await kept(scope, mp4());
  const data = new TextEncoder().encode("WEBVTT\n\n00:01.000 --> 00:02.000\nTea\n");
  const words = await keepCaptions(scope, { data, name: "tea.vtt" });
  if (!words.ok) throw new Error(words.refusal.code);
  captions = words.value.id;
});

function playing(props: Readonly<Record<string, unknown>>): Page {
  const block = newBlock("video", "film");
  const page = editPage(defaultPage(), { do: "insert", block, after: null });
  const played = editPage(page, { do: "props", id: "film", props });
  if (played === page) throw new Error("these are no properties of a video");
  return played;
}
const named = () => ({ ...film, name: "tea.mp4" });
const tracks = () => [{ captions: { id: captions, name: "tea.vtt" }, language: "en" }];
const save = async (version: number, props: Readonly<Record<string, unknown>>) =>
  await savePage(scope, { requestId: requestId(), activityId, version, page: playing(props) });
const publish = async (version: number) =>
  await publishPage(scope, { requestId: requestId(), activityId, version, at: null });

describe("a video on a page", () => {
  it("is one of the merchant's that is what the page says of it, and so are its captions", async () => {
    const theirs = { ...(await kept(other, mp4({ length: 99 }))), name: "" };
    const refused = { ok: false, refusal: { code: "video_gone" } };
    expect(await save(0, { film: theirs })).toMatchObject(refused);
    expect(await save(0, { film: { ...named(), type: "webm" } })).toMatchObject(refused);
    expect(await save(0, { film: { ...named(), bytes: 1 } })).toMatchObject(refused);
    const none = { id: `vtt_${"0".repeat(26)}`, name: "" };
    const items = [{ captions: none, language: "en" }];
    expect(await save(0, { film: named(), items })).toMatchObject({ refusal: { code: "captions_gone" } });
    const page = playing({ film: theirs });
    expect(await savePageTemplate(scope, { requestId: requestId(), name: "Film", page })).toMatchObject(
      refused,
    );
  });

  it("is published with its picture and captions alone, and is kept for good", async () => {
    expect(await save(0, { film: named() })).toMatchObject({ ok: true });
    expect(await publish(1)).toMatchObject({ refusal: { code: "video_without_picture" } });
    expect(await save(1, { film: named(), image: picture, items: [{}] })).toMatchObject({ ok: true });
    expect(await publish(2)).toMatchObject({ refusal: { code: "video_without_captions" } });
    expect(await save(2, { film: named(), image: picture, items: tracks() })).toMatchObject({ ok: true });
    expect(await publish(3)).toMatchObject({ ok: true });
    const shown = (await getLivePage(scope, activityId, "zh-CN")).blocks.find(({ id }) => id === "film");
    expect(shown?.props).toMatchObject({ film: { id: film.id }, items: [{ captions: { id: captions } }] });
    for (const id of [film.id, captions])
      expect((await db().select().from(mediaFiles).where(eq(mediaFiles.id, id)))[0]?.heldAt).not.toBeNull();
  });

  it("that was a picture leading to a film stays one, and needs no captions", async () => {
    expect(await save(3, { image: picture, href: "https://films.example/tea" })).toMatchObject({ ok: true });
    expect(await publish(4)).toMatchObject({ ok: true });
  });
});
