import { answerFile } from "@/lib/platform/videos/serve";

/** An image, a video or captions, on a host that runs Next alone; server.ts answers them itself. */
export async function GET(request: Request, { params }: RouteContext<"/media/[file]">): Promise<Response> {
  const { file } = await params;
  const header = (name: string) => request.headers.get(name) ?? undefined;
  const { status, headers, body } = await answerFile(file, {
    ifNoneMatch: header("if-none-match"),
    range: header("range"),
    ifRange: header("if-range"),
  });
  return new Response(bodyOf(body), { status, headers });
}

function bodyOf(body: Awaited<ReturnType<typeof answerFile>>["body"]): BodyInit | null {
  if (body === null || body instanceof Uint8Array) return body && new Uint8Array(body);
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await body.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await body.return(undefined)),
  });
}
