// A process of its own that reads one image from its input and writes it, made anew in every size, to its output. What an
// image does to the program that decodes it, it does here: nothing is shared with the web process, and it may be killed.
// Its answer is a line of JSON, then the bytes of the files it names, one after the other.
import sharp from "sharp";

const MAX_PIXELS = 40_000_000;
const MAX_SIDE = 16_000;
const MIN_SIDE = 32;
const CARD = { width: 1200, height: 630 };

const { widths, crop, megabytes } = JSON.parse(process.argv[2] ?? "{}");

// Libvips works outside of this thread, so this comes round while it does.
setInterval(() => {
  if (process.memoryUsage.rss() > megabytes * 1024 * 1024) process.exit(7);
}, 20).unref();

sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadPngBuffer", "VipsForeignLoadJpegBuffer", "VipsForeignLoadWebpBuffer"],
});

class Refused extends Error {}

async function readInput() {
  const parts = [];
  for await (const part of process.stdin) parts.push(part);
  return Buffer.concat(parts);
}

async function lookAt(input) {
  const options = { failOn: "error", limitInputPixels: false, sequentialRead: true };
  const facts = await sharp(input, options)
    .metadata()
    .catch(() => {
      throw new Refused("image_type");
    });
  if (!["png", "jpeg", "webp"].includes(facts.format)) throw new Refused("image_type");
  if ((facts.pages ?? 1) > 1) throw new Refused("image_animated");
  const { width, height } = facts;
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    throw new Refused("image_too_many_pixels");
  }
  // As it is looked at, once it is turned the way its camera says.
  const { width: shownWidth, height: shownHeight } = facts.autoOrient;
  return { width: shownWidth, height: shownHeight };
}

const share = (value) => Math.min(1, Math.max(0, Number(value) || 0));

function cutOf({ width, height }) {
  const left = Math.min(width - 1, Math.round(share(crop?.x ?? 0) * width));
  const top = Math.min(height - 1, Math.round(share(crop?.y ?? 0) * height));
  const cut = {
    left,
    top,
    width: Math.max(1, Math.min(width - left, Math.round(share(crop?.width ?? 1) * width))),
    height: Math.max(1, Math.min(height - top, Math.round(share(crop?.height ?? 1) * height))),
  };
  if (cut.width < MIN_SIDE || cut.height < MIN_SIDE) throw new Refused("image_too_small");
  return cut;
}

/** The image once, turned upright, cut and no larger than the largest size: bare pixels without anything else. */
async function pixelsOf(input) {
  const size = await lookAt(input);
  const most = Math.max(...widths);
  return await sharp(input, { failOn: "error", limitInputPixels: MAX_PIXELS, sequentialRead: false })
    .autoOrient()
    .extract(cutOf(size))
    .resize({ width: most, height: most * 2, fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
}

async function main() {
  const { data, info } = await pixelsOf(await readInput());
  const again = () =>
    sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  const files = [];
  for (const width of widths) {
    const made = await again().resize({ width, withoutEnlargement: true }).webp({ quality: 82 }).toBuffer();
    files.push({ name: `${width}.webp`, type: "image/webp", data: made });
  }
  const card = await again()
    .flatten({ background: "#ffffff" })
    .resize({ ...CARD, fit: "cover" })
    .jpeg({ quality: 82 })
    .toBuffer();
  files.push({ name: "card.jpg", type: "image/jpeg", data: card });
  const { width, height } = info;
  const named = files.map(({ name, type, data: { length } }) => ({ name, type, bytes: length }));
  return Buffer.concat([
    Buffer.from(`${JSON.stringify({ ok: true, width, height, files: named })}\n`),
    ...files.map((file) => file.data),
  ]);
}

const answer = await main().catch((error) => {
  const code = error instanceof Refused ? error.message : "image_broken";
  return Buffer.from(`${JSON.stringify({ ok: false, code })}\n`);
});
process.stdout.write(answer, () => process.exit(0));
