import { answerUpload } from "@/app/(console)/console/[merchant]/files/answer-upload";
import { AppError } from "@/lib/kernel/app-error";
import { MAX_IMAGE_BYTES } from "@/lib/kernel/image";
import { keepImage } from "@/lib/merchants/keep-image";
import { imageCropSchema } from "@/lib/merchants/schema";
import { requireStaff } from "@/lib/platform/auth/gates";

type Context = { params: Promise<{ merchant: string; store?: string }> };

/**
 * Takes an image in: the file is the body, `?name=` what it was called, and `x`, `y`, `width`, `height` the part of it to
 * keep, as shares of the whole.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const place = await params;
  return await answerUpload(async () => {
    const { scope } = await requireStaff(place, "image.upload");
    const { name = "", ...part } = Object.fromEntries(new URL(request.url).searchParams);
    const crop = Object.keys(part).length === 0 ? null : imageCropSchema.safeParse(part);
    if (crop && !crop.success) throw new AppError("malformed");
    if (Number(request.headers.get("content-length") ?? 0) > MAX_IMAGE_BYTES + 1024) {
      throw new AppError("malformed");
    }
    const data = new Uint8Array(await request.arrayBuffer());
    return await keepImage(scope, { data, name, crop: crop?.data ?? null });
  });
}
