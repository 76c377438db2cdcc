import { AppError } from "@/lib/kernel/app-error";

/** Answers who asks for a file of ours that could not be made: come again, or there is no such thing; a bug is thrown on. */
export function answerFault(error: unknown): Response {
  if (error instanceof AppError && error.code === "busy") {
    return new Response(null, { status: 503, headers: { "retry-after": "2" } });
  }
  const isWrongAddress =
    error instanceof URIError || (error instanceof AppError && error.code === "not_found");
  if (isWrongAddress) return new Response(null, { status: 404 });
  throw error;
}
