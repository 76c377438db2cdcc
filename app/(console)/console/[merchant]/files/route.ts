import { beginUpload } from "@/lib/jobs/begin-upload";
import { AppError } from "@/lib/kernel/app-error";
import { requireStaff } from "@/lib/platform/auth/gates";
import { isJobKind, jobKinds } from "@/lib/platform/auth/job-kinds";
import { answerUpload } from "./answer-upload";

type Context = { params: Promise<{ merchant: string }> };

/** Makes room for a file for a job that is started next: `?for=<kind>&name=<file name>`. Whoever may start that kind may. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { merchant } = await params;
  return await answerUpload(async () => {
    const query = new URL(request.url).searchParams;
    const kind = query.get("for") ?? "";
    await requireStaff({ merchant }, "job.read");
    if (!isJobKind(kind)) throw new AppError("malformed");
    const { scope } = await requireStaff({ merchant }, jobKinds[kind]);
    return await beginUpload(scope, query.get("name") ?? "");
  });
}
