import { notFound } from "next/navigation";
import { keepUploadPart } from "@/lib/jobs/keep-upload-part";
import { getJobFile, readJobFilePart } from "@/lib/jobs/queries";
import { recordDownload } from "@/lib/jobs/record-download";
import { contentTypes } from "@/lib/jobs/schema";
import { AppError } from "@/lib/kernel/app-error";
import { requireStaff, staffGate } from "@/lib/platform/auth/gates";
import { answerUpload } from "../answer-upload";

type Context = { params: Promise<{ merchant: string; store?: string; file: string }> };

/** A job's file, to whoever may see the job; for everybody else there is none. Taking it is audited. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { merchant, store = null, file: fileId } = await params;
  const { scope } = await staffGate({ merchant, store }, "job.read");
  const file = await getJobFile(scope, fileId);
  if (!file) notFound();
  await recordDownload(scope, file);
  let part = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const data = await readJobFilePart(scope, fileId, part);
      part += 1;
      if (data) controller.enqueue(data);
      else controller.close();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": contentTypes[file.type],
      "content-length": String(file.bytes),
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
}

/** Takes one part of a file that is being sent in: `?part=<number from 0>`, and `&last=1` with the last. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  const { merchant, file: fileId } = await params;
  return await answerUpload(async () => {
    const { scope } = await requireStaff({ merchant }, "job.read");
    const query = new URL(request.url).searchParams;
    const part = query.get("part") ?? "";
    if (!/^\d{1,3}$/.test(part)) throw new AppError("malformed");
    const data = new Uint8Array(await request.arrayBuffer());
    return await keepUploadPart(scope, {
      fileId,
      part: Number(part),
      isLast: query.get("last") === "1",
      data,
    });
  });
}
