import { expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { makeActivity } from "@/db/seed/offers";
import { putPage } from "@/db/seed/test-pages";
import type { TestWorld } from "@/db/seed/test-world";
import { write } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld } from "@/e2e/fixtures/worlds";
import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { editPage, newBlock } from "@/lib/activities/rules/page-edits";

let world: TestWorld;
test.beforeAll(async () => {
  world = await newWorld("FILMED");
});

/** An activity with a video on its page that has its picture, and nothing else yet. */
async function withPicture(page: Page) {
  const data = await sharp({ create: { width: 320, height: 180, channels: 3, background: "#a33" } })
    .png()
    .toBuffer();
  const address = `/console/${world.slug}/images?name=tea.png`;
  const sent = await page.request.post(address, { data, headers: { "content-type": "image/png" } });
  const { value } = await sent.json();
  const image = { id: String(value.id), alt: "A cup of tea" };
  const added = editPage(defaultPage(), { do: "insert", block: newBlock("video", "film"), after: null });
  return await write(async (tx) => {
    const made = await makeActivity(tx, world.merchantId, {
      startsAt: "2026-01-01T00:00:00Z",
      endsAt: "2036-01-01T00:00:00Z",
      passwords: [{ password: "x", inventory: 5, prizes: [{ couponId: world.couponId, quantity: 1 }] }],
    });
    await putPage(
      tx,
      world.merchantId,
      made.id,
      editPage(added, { do: "props", id: "film", props: { image } }),
    );
    return made;
  });
}

/** A real film of a second, as this browser records one. */
async function recorded(page: Page): Promise<Buffer> {
  const text = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 180 });
    const draw = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: "video/webm;codecs=vp8" });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.start(200);
    for (let step = 0; step < 12; step += 1) {
      draw?.fillRect(step * 20, 20, 30, 90);
      await new Promise((next) => setTimeout(next, 90));
    }
    await new Promise((done) => {
      recorder.onstop = done;
      recorder.stop();
    });
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  });
  return Buffer.from(text, "base64");
}

async function choose(page: Page, group: string, file: { name: string; mimeType: string; buffer: Buffer }) {
  const opened = page.waitForEvent("filechooser");
  await page
    .getByRole("group", { name: group })
    .getByRole("button", { name: /^Choose/ })
    .click();
  await (await opened).setFiles(file);
}
const vtt = (time: string) => ({
  name: "tea.vtt",
  mimeType: "text/vtt",
  buffer: Buffer.from(`WEBVTT\n\n${time}\nTea is ready\n`),
});

test("a film is sent in with its captions, and plays on the page without a script of ours", async ({
  browser,
}) => {
  const page = await openAs(browser, world.staff.group_admin.id);
  const made = await withPicture(page);
  await page.goto(`/console/${world.slug}/activities/${made.id}/page`);
  await page.getByRole("row", { name: /^Video/ }).click();
  await choose(page, "Video", { name: "page.mp4", mimeType: "video/mp4", buffer: Buffer.from("<html>") });
  await expect(page.getByText("That is not a video we can take")).toBeVisible();
  await choose(page, "Video", { name: "tea.webm", mimeType: "video/webm", buffer: await recorded(page) });
  await expect(page.getByText(/tea\.webm · .* · 320 × 180/)).toBeVisible();
  await expect(page.getByText(/Choose captions for each video/)).toBeVisible();
  await page.getByRole("button", { name: "Add a point" }).click();
  await choose(page, "Captions", vtt("1 --> 2"));
  await expect(page.getByText(/^Line 3: write the times/)).toBeVisible();
  await choose(page, "Captions", vtt("00:00.000 --> 00:09.000"));
  await expect(page.getByText("tea.vtt")).toBeVisible();
  await expect(page.getByText(/video .* MB, only when played/)).toBeVisible();
  await expect(page.getByText(/Choose captions for each video/)).toBeHidden();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("button", { name: "Publish now" }).click();
  await expect(page.getByText("The page is live")).toBeVisible();

  const [answer] = await Promise.all([
    page.waitForResponse((response) => /\/media\/vid_.*\.webm$/.test(response.url())),
    page.goto(`/a/${made.slug}`).then(() =>
      page.locator("video").evaluate(async (film: HTMLVideoElement) => {
        film.muted = true;
        await film.play();
      }),
    ),
  ]);
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([206, "video/webm"]);
  const said = async () =>
    await page.locator("video").evaluate((film: HTMLVideoElement) => ({
      size: `${film.videoWidth} × ${film.videoHeight}`,
      begun: film.currentTime > 0,
      mode: film.textTracks[0]?.mode,
      words: Array.from(film.textTracks[0]?.cues ?? [], (cue) => ("text" in cue ? cue.text : "")),
    }));
  await expect(async () => {
    expect(await said()).toEqual({
      size: "320 × 180",
      begun: true,
      mode: "showing",
      words: ["Tea is ready"],
    });
  }).toPass({ timeout: 15_000 });
  await page.close();
});
