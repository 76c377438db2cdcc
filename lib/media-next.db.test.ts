import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET } from "@/app/(member)/media/[file]/route";
import { makeMerchant, testScope } from "@/db/seed/factories";
import { idOf, sendVideo } from "@/db/seed/test-videos";
import { mp4 } from "@/db/seed/videos";
import { inTransaction } from "@/db/transaction";
import { VIDEO_PART_BYTES } from "@/lib/kernel/video";

const folder = mkdtempSync(join(tmpdir(), "media-next-"));
process.env.STORAGE_DIR = folder;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const film = mp4({ length: VIDEO_PART_BYTES + 100 });
let file: string;
const ask = async (headers: Record<string, string> = {}, name = file) =>
  await GET(new Request(`http://localhost:3000/media/${name}`, { headers }), {
    params: Promise.resolve({ file: name }),
  });
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

beforeAll(async () => {
  const scope = testScope(await inTransaction((tx) => makeMerchant(tx)));
  file = `${idOf(await sendVideo(scope, film))}.mp4`;
});

describe("a video on a host that runs Next alone", () => {
  it("comes whole, and in the range that is asked for, over its parts, as server.ts answers it", async () => {
    const whole = await ask();
    expect([whole.status, (await bytesOf(whole)).equals(film)]).toEqual([200, true]);
    const [from, until] = [VIDEO_PART_BYTES - 2, VIDEO_PART_BYTES + 2];
    const part = await ask({ range: `bytes=${from}-${until - 1}` });
    expect([part.status, (await bytesOf(part)).equals(film.subarray(from, until))]).toEqual([206, true]);
    expect(Object.fromEntries(part.headers)).toMatchObject({
      "content-range": `bytes ${from}-${until - 1}/${film.length}`,
      "content-length": "4",
      "content-type": "video/mp4",
      "x-content-type-options": "nosniff",
    });
  });

  it("has no range behind its end, is whole when another was meant, and is not sent again to who has it", async () => {
    const none = await ask({ range: `bytes=${film.length}-` });
    expect([none.status, none.headers.get("content-range")]).toEqual([416, `bytes */${film.length}`]);
    expect((await ask({ range: "bytes=0-1", "if-range": '"another"' })).status).toBe(200);
    const etag = String(none.headers.get("etag"));
    const known = await ask({ "if-none-match": etag });
    expect([known.status, (await bytesOf(known)).length]).toEqual([304, 0]);
    expect((await ask({}, file.replace("mp4", "webm"))).status).toBe(404);
  });

  it("may be given up half way", async () => {
    const given = (await ask()).body?.getReader();
    expect((await given?.read())?.value?.length).toBeGreaterThan(0);
    await given?.cancel();
    expect((await bytesOf(await ask({ range: "bytes=0-3" }))).equals(film.subarray(0, 4))).toBe(true);
  });
});
