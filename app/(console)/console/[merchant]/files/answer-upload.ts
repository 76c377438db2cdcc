import { AppError } from "@/lib/kernel/app-error";
import type { Result } from "@/lib/kernel/result";

const statusOf = { not_signed_in: 401, forbidden: 403, not_found: 404, malformed: 400, busy: 503 } as const;

/** What a script that sends a file is answered: the result, or whose fault it is. */
export async function answerUpload(work: () => Promise<Result<unknown>>): Promise<Response> {
  try {
    const result = await work();
    return Response.json(result, { status: result.ok ? 200 : 409 });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const refusal = error.detail.reason === "preview" ? { code: "preview_only" } : undefined;
    return Response.json({ ok: false, kind: error.code, refusal }, { status: statusOf[error.code] });
  }
}
