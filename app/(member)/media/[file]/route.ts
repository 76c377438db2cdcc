import { answerMedia } from "@/lib/platform/images/serve";

/** One size of an image, on a host that runs Next alone; server.ts answers it itself. */
export async function GET(request: Request, { params }: RouteContext<"/media/[file]">): Promise<Response> {
  const { file } = await params;
  const { status, headers, body } = await answerMedia(
    file,
    request.headers.get("if-none-match") ?? undefined,
  );
  return new Response(body ? new Uint8Array(body) : null, { status, headers });
}
