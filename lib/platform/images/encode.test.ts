import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { imageWidths, MAX_IMAGE_BYTES } from "@/lib/kernel/image";
import { encodeImage } from "@/lib/platform/images/encode";

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#bc3a15" } });
const noise = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: "#000",
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  });
const text = (words: string) => new TextEncoder().encode(words);
const codeOf = async (data: Uint8Array) => {
  const result = await encodeImage(data, null);
  return result.ok ? "kept" : result.refusal.code;
};

/** A part of a PNG; without its sum it is not believed by whoever looks. */
function pngChunk(type: string, data: Buffer, isWhole = true): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(type, 4);
  const sum = Buffer.alloc(4);
  if (isWhole) sum.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])));
  return Buffer.concat([head, data, sum]);
}

/** A good PNG with a colour profile that is small in the file and so many bytes when it is unpacked. */
async function profiled(bytes: number): Promise<Buffer> {
  const png = await picture(64, 64).png().toBuffer();
  const profile = Buffer.concat([Buffer.from("bomb\0\0"), deflateSync(Buffer.alloc(bytes))]);
  // Between its head and its pixels.
  return Buffer.concat([png.subarray(0, 33), pngChunk("iCCP", profile), png.subarray(33)]);
}

/** A WebP that moves: one small picture, so many times. */
async function framesOf(count: number): Promise<Buffer> {
  const still = await picture(32, 32).webp({ lossless: true }).toBuffer();
  const part = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(type);
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  };
  const size = Buffer.from([31, 0, 0, 31, 0, 0]);
  const about = part("VP8X", Buffer.concat([Buffer.from([2, 0, 0, 0]), size]));
  const frame = part(
    "ANMF",
    Buffer.concat([Buffer.alloc(6), size, Buffer.from([10, 0, 0, 0]), still.subarray(still.indexOf("VP8L"))]),
  );
  const frames = Array.from({ length: count }, () => frame);
  const body = Buffer.concat([Buffer.from("WEBP"), about, part("ANIM", Buffer.alloc(6)), ...frames]);
  return part("RIFF", body);
}

/** A PNG whose head says how large it is, and which then holds so many bytes of nothing. */
function pngOf(width: number, height: number, rows: number): Buffer {
  const chunk = (type: string, data: Buffer) => pngChunk(type, data, false);
  const about = Buffer.alloc(13);
  about.writeUInt32BE(width, 0);
  about.writeUInt32BE(height, 4);
  about.set([8, 2, 0, 0, 0], 8);
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.alloc(rows * (width * 3 + 1)));
  return Buffer.concat([magic, chunk("IHDR", about), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

describe("an image that is taken in", () => {
  it.each(["png", "jpeg", "webp"] as const)("is made anew in every size from a %s", async (format) => {
    const result = await encodeImage(await picture(2000, 1000).toFormat(format).toBuffer(), null);
    if (!result.ok) throw new Error(result.refusal.code);
    const made = await Promise.all(result.value.files.map(async (file) => await sharp(file.data).metadata()));
    expect(made.map(({ format: kind, width, height }) => [kind, width, height])).toEqual([
      ...imageWidths.map((width) => ["webp", width, width / 2]),
      ["jpeg", 1200, 630],
    ]);
    expect(result.value).toMatchObject({ width: 1600, height: 800 });
  });

  it("is never made larger than it was", async () => {
    const result = await encodeImage(await picture(300, 200).png().toBuffer(), null);
    const widths = result.ok
      ? await Promise.all(result.value.files.map(async ({ data }) => (await sharp(data).metadata()).width))
      : [];
    expect(widths).toEqual([160, 300, 300, 300, 1200]);
  });

  it("is cut to the part that was chosen, after it was turned upright", async () => {
    const [left, right] = await Promise.all([
      picture(200, 200).png().toBuffer(),
      sharp({ create: { width: 200, height: 200, channels: 3, background: "#0000ff" } })
        .png()
        .toBuffer(),
    ]);
    const both = await sharp({ create: { width: 400, height: 200, channels: 3, background: "#fff" } })
      .composite([
        { input: left, left: 0, top: 0 },
        { input: right, left: 200, top: 0 },
      ])
      // As a camera held upright writes it: its right half is what is seen below.
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 95 })
      .toBuffer();
    const result = await encodeImage(both, { x: 0, y: 0.5, width: 1, height: 0.5 });
    if (!result.ok) throw new Error(result.refusal.code);
    expect(result.value).toMatchObject({ width: 200, height: 200 });
    const { dominant } = await sharp(result.value.files[3]?.data).stats();
    expect(dominant.b).toBeGreaterThan(200);
  });

  it("keeps its transparency, and stands on white on a card", async () => {
    const clear = sharp({ create: { width: 400, height: 400, channels: 4, background: "#bc3a1500" } });
    const result = await encodeImage(await clear.png().toBuffer(), null);
    if (!result.ok) throw new Error(result.refusal.code);
    expect((await sharp(result.value.files[0]?.data).metadata()).hasAlpha).toBe(true);
    expect((await sharp(result.value.files.at(-1)?.data).stats()).dominant).toEqual({
      r: 248,
      g: 248,
      b: 248,
    });
  });

  it("tells nothing of where and by what it was taken: no metadata, no profile, no text of the file is kept", async () => {
    const data = await picture(500, 500)
      .withMetadata({ exif: { IFD3: { GPSLatitude: "22/1 17/1 0/1" }, IFD0: { Copyright: "Secret" } } })
      .withIccProfile("p3")
      .jpeg()
      .toBuffer();
    expect((await sharp(data).metadata()).exif).toBeDefined();
    const result = await encodeImage(Buffer.concat([data, text("<script>alert(1)</script>")]), null);
    if (!result.ok) throw new Error(result.refusal.code);
    for (const file of result.value.files) {
      const { exif, icc, xmp } = await sharp(file.data).metadata();
      expect({ exif, icc, xmp }).toEqual({ exif: undefined, icc: undefined, xmp: undefined });
      expect(Buffer.from(file.data).includes("script")).toBe(false);
    }
  });
});

describe("a file that is no image of ours is refused (S-24)", () => {
  it("without a byte, and over five megabytes", async () => {
    expect(await codeOf(new Uint8Array())).toBe("image_empty");
    expect(await codeOf(new Uint8Array(MAX_IMAGE_BYTES + 1))).toBe("image_too_large");
  });

  it.each([
    ["SVG", () => text('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><script/></svg>')],
    ["HTML", () => text("<!doctype html><script>alert(1)</script>")],
    ["PDF", () => text("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj")],
    ["a GIF that is a script, too", () => text("GIF89a/*\x01\x00\x01\x00\x80\x00\x00*/=1;alert(1)")],
    ["HEIC", () => text("\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08mdat")],
    ["a list of files to read", () => text("push graphic-context\nimage over 0,0 0,0 'file:/etc/passwd'")],
  ])("by its content, not by its name: %s", async (_, file) => {
    expect(await codeOf(file())).toBe("image_type");
  });

  it.each(["avif", "gif", "tiff"] as const)("in another format: %s", async (format) => {
    expect(await codeOf(await picture(64, 64).toFormat(format).toBuffer())).toBe("image_type");
  });

  it("moving", async () => {
    const frames = await Promise.all(
      ["#f00", "#0f0"].map((background) =>
        sharp({ create: { width: 64, height: 64, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect(await codeOf(moving)).toBe("image_animated");
    expect((await sharp(await framesOf(3)).metadata()).pages).toBe(3);
    expect(await codeOf(await framesOf(10_000))).toBe("image_animated");
  });

  it("with a profile that is a bomb: what it unpacks to is neither kept nor waited for", async () => {
    const bomb = await profiled(400 * 1024 * 1024);
    expect(bomb.length).toBeLessThan(MAX_IMAGE_BYTES);
    const began = performance.now();
    const result = await encodeImage(bomb, null);
    expect(performance.now() - began).toBeLessThan(12_000);
    // Whoever decodes may leave the profile aside; what is made has none.
    if (result.ok)
      for (const { data } of result.value.files) expect((await sharp(data).metadata()).icc).toBeUndefined();
    else expect(["image_broken", "image_type", "image_too_heavy"]).toContain(result.refusal.code);
  }, 30_000);

  it("that takes longer, or more memory, than there is for one, though it is good otherwise", async () => {
    const large = await picture(6000, 6000).png({ compressionLevel: 9 }).toBuffer();
    const within = async (milliseconds: number, megabytes: number) => {
      const result = await encodeImage(large, null, { milliseconds, megabytes });
      return result.ok ? "kept" : result.refusal.code;
    };
    expect(await within(60_000, 640)).toBe("kept");
    expect(await within(100, 640)).toBe("image_too_heavy");
    expect(await within(60_000, 90)).toBe("image_too_heavy");
  }, 120_000);

  it("cut off", async () => {
    for (const format of ["png", "jpeg", "webp"] as const) {
      const whole = await noise(400, 400).toFormat(format).toBuffer();
      const code = await codeOf(whole.subarray(0, Math.floor(whole.length / 2)));
      expect(["image_broken", "image_type"], format).toContain(code);
    }
  });

  it("with more pixels than there is room for, whatever its file weighs", async () => {
    expect(await codeOf(pngOf(65_535, 65_535, 1))).toBe("image_too_many_pixels");
    expect(await codeOf(pngOf(8000, 6000, 1))).toBe("image_too_many_pixels");
    expect(await codeOf(pngOf(20_000, 100, 1))).toBe("image_too_many_pixels");
  });

  it("smaller than anybody could see, as it is or as it was cut", async () => {
    expect(await codeOf(await picture(20, 300).png().toBuffer())).toBe("image_too_small");
    const large = await picture(300, 300).png().toBuffer();
    const cut = await encodeImage(large, { x: 0.5, y: 0.5, width: 0.01, height: 0.5 });
    expect(cut).toMatchObject({ ok: false, refusal: { code: "image_too_small" } });
  });
});
