import { answerUpload } from "@/app/(console)/console/[merchant]/files/answer-upload";
import { keepCaptions } from "@/lib/merchants/keep-captions";
import { requireStaff } from "@/lib/platform/auth/gates";

type Context = { params: Promise<{ merchant: string; store?: string }> };

/** Takes captions in: the file is the body, `?name=` what it was called. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const place = await params;
  return await answerUpload(async () => {
    const { scope } = await requireStaff(place, "image.upload");
    const name = new URL(request.url).searchParams.get("name") ?? "";
    const data = new Uint8Array(await request.arrayBuffer());
    return await keepCaptions(scope, { data, name });
  });
}
