import { z } from "zod";
import { answerUpload } from "@/app/(console)/console/[merchant]/files/answer-upload";
import { AppError } from "@/lib/kernel/app-error";
import { MAX_VIDEO_BYTES, videoParts } from "@/lib/kernel/video";
import { beginVideo } from "@/lib/merchants/keep-video";
import { requireStaff } from "@/lib/platform/auth/gates";

type Context = { params: Promise<{ merchant: string; store?: string }> };

const bodySchema = z.strictObject({
  name: z.string().max(1000),
  bytes: z.int().min(0),
  parts: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(videoParts(MAX_VIDEO_BYTES)),
});

/** Makes room for a video whose parts come next: its name, its bytes, and the SHA-256 of each part. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const place = await params;
  return await answerUpload(async () => {
    const { scope } = await requireStaff(place, "image.upload");
    const body = bodySchema.safeParse(await request.json().catch(() => null));
    if (!body.success) throw new AppError("malformed");
    return await beginVideo(scope, body.data);
  });
}
