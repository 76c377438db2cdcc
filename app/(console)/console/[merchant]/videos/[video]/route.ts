import { answerUpload } from "@/app/(console)/console/[merchant]/files/answer-upload";
import { AppError } from "@/lib/kernel/app-error";
import { VIDEO_PART_BYTES, videoIdPattern } from "@/lib/kernel/video";
import { finishVideo, keepVideoPart } from "@/lib/merchants/keep-video";
import { requireStaff } from "@/lib/platform/auth/gates";

type Context = { params: Promise<{ merchant: string; store?: string; video: string }> };

/** Takes one part of a video that was begun: `?part=<number from 0>`; its bytes are the body. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  const { video: id, ...place } = await params;
  return await answerUpload(async () => {
    const { scope } = await requireStaff(place, "image.upload");
    const part = new URL(request.url).searchParams.get("part") ?? "";
    const length = Number(request.headers.get("content-length") ?? 0);
    if (!videoIdPattern.test(id) || !/^\d{1,3}$/.test(part) || length > VIDEO_PART_BYTES)
      throw new AppError("malformed");
    const data = new Uint8Array(await request.arrayBuffer());
    return await keepVideoPart(scope, { id, part: Number(part), data });
  });
}

/** Says that all parts of a video are sent: it is looked at, and kept or refused. */
export async function POST(_request: Request, { params }: Context): Promise<Response> {
  const { video: id, ...place } = await params;
  return await answerUpload(async () => {
    const { scope } = await requireStaff(place, "image.upload");
    if (!videoIdPattern.test(id)) throw new AppError("malformed");
    return await finishVideo(scope, id);
  });
}
