import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { box, element, mp4, mp4Index, webm } from "@/db/seed/videos";
import { examineVideo } from "@/lib/platform/videos/examine";

const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const text = (words: string) => new TextEncoder().encode(words);
const examine = async (file: Uint8Array) => {
  let most = 0;
  const found = await examineVideo(async (at, length) => {
    const data = file.slice(at, at + length);
    most = Math.max(most, data.length);
    return data;
  }, file.length);
  return { found, most };
};
const found = async (file: Uint8Array) => (await examine(file)).found;

describe("a film", () => {
  it("is what its container says, whatever it is called", async () => {
    expect(await found(mp4())).toEqual({ type: "mp4", width: 640, height: 360 });
    expect(await found(webm())).toEqual({ type: "webm", width: 640, height: 360 });
    expect(await found(mp4({ codec: "av01", brand: "mp42" }))).toMatchObject({ type: "mp4" });
    expect(await found(webm({ codec: "V_AV1" }))).toMatchObject({ type: "webm" });
  });

  it("that was filmed across stands as its header turns it", async () => {
    expect(await found(mp4({ width: 1920, height: 1080, isTurned: true }))).toMatchObject({
      width: 1080,
      height: 1920,
    });
  });

  it("is looked at by its heads and its index, never as a whole", async () => {
    expect((await examine(mp4({ length: 300_000 }))).most).toBeLessThan(5000);
    expect((await examine(webm({ length: 150_000 }))).most).toBeLessThan(5000);
  });

  it.each([
    ["a page of HTML", text("<html><script>alert(1)</script></html>"), "video_type"],
    ["an image", join(Uint8Array.of(0x89), text("PNG\r\n\x1a\n"), new Uint8Array(64)), "video_type"],
    ["nothing", new Uint8Array(), "video_type"],
    ["QuickTime", mp4({ brand: "qt  " }), "video_type"],
    ["Matroska that is no WebM", webm({ brand: "matroska" }), "video_type"],
    ["an MP4 that was cut", mp4().slice(0, -1), "video_broken"],
    ["a page behind an MP4", join(mp4(), text("<html><script>")), "video_broken"],
    ["two indexes", join(mp4(), mp4Index()), "video_broken"],
    ["an index alone", mp4({ length: 0 }), "video_broken"],
    ["no index", join(box("ftyp", text("isom"), [0, 0, 0, 0]), box("mdat", [1])), "video_broken"],
    ["a page behind a WebM", join(webm(), text("<html>")), "video_broken"],
    ["a WebM that was cut", webm().slice(0, -1), "video_broken"],
    ["a WebM with what none has", join(webm(), element(0x5555, [1])), "video_broken"],
    ["a form that few browsers play", mp4({ codec: "hvc1" }), "video_codec"],
    ["an encrypted one", mp4({ codec: "encv" }), "video_codec"],
    ["a form that no WebM has", webm({ codec: "V_MPEG4/ISO/AVC" }), "video_codec"],
    ["sound alone", mp4({ handler: "soun" }), "video_no_picture"],
    ["a picture of one pixel", mp4({ width: 1, height: 1 }), "video_no_picture"],
    ["a picture of 65,535 pixels", webm({ width: 65_535 }), "video_no_picture"],
  ])("is refused where it is %s", async (_, file, fault) => {
    expect(await found(file)).toEqual({ fault });
  });

  it("that was tampered with is refused or is a film still, and never breaks what looks at it", async () => {
    const films = [mp4({ length: 20 }), webm({ length: 20 })];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...films),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (film, changes) => {
          const file = film.slice();
          for (const [at, byte] of changes) if (at < file.length) file[at] = byte;
          const answer = await found(file);
          expect("fault" in answer || (answer.width >= 16 && answer.height >= 16)).toBe(true);
        },
      ),
    );
  });
});
