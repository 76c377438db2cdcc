import { isFitText } from "@/lib/kernel/fit-text";
import { ApiFault } from "@/lib/platform/api-problem";
import { maxBodyBytes } from "@/lib/platform/request-hygiene";

const MAX_DEPTH = 32;

/** Whether a request says that it brings JSON. */
export const saysJson = (contentType: string) => /^application\/json\s*(;|$)/i.test(contentType);

/**
 * The JSON a request brings. Throws 415 unless it says that it is JSON, 413 beyond 1 MB (whatever the declared length
 * says), 400 where not all of it came, and as `parseJson`.
 */
export async function readJson(request: Request): Promise<unknown> {
  if (!saysJson(request.headers.get("content-type") ?? ""))
    throw new ApiFault(415, "unsupported_media_type", "Send JSON, with Content-Type: application/json.");
  const text = await readText(request).catch((error: unknown) => {
    throw hasLeft(error) ? incomplete() : error;
  });
  return parseJson(text);
}

/** Whether a body ended because its connection did: all else that fails is ours, and stays a failure. */
const hasLeft = (error: unknown) =>
  error instanceof Error && (error.name === "AbortError" || ("code" in error && error.code === "ECONNRESET"));

/** For who left before all of a body was there: nobody reads it, and nothing of ours went wrong. */
export const incomplete = () =>
  new ApiFault(400, "incomplete_body", "The connection was closed before all of the body was there.");

/** The value of a JSON text. Throws 400 for what is no JSON or nested deeper than 32, 422 for texts that the database cannot hold. */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiFault(400, "invalid_json", "The body is not JSON.");
  }
  check(value, 1);
  return value;
}

async function readText(request: Request): Promise<string> {
  const declared = request.headers.get("content-length");
  // What HTTP gives us is exactly as long as it declares.
  if (declared !== null && Number(declared) <= maxBodyBytes) return await request.text();
  if (declared !== null) throw tooLarge();
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > maxBodyBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const tooLarge = () => new ApiFault(413, "body_too_large", "The body is larger than 1 MB.");

function check(value: unknown, depth: number): void {
  if (typeof value === "string" && !isFitText(value))
    throw new ApiFault(422, "malformed", "A text holds a NUL or half a character.", {
      errors: [{ path: "", code: "unfit_text", message: "A text holds a NUL or half a character." }],
    });
  if (typeof value !== "object" || value === null) return;
  if (depth > MAX_DEPTH) throw new ApiFault(400, "too_deep", "The JSON is nested deeper than 32.");
  for (const part of Object.values(value)) check(part, depth + 1);
}
