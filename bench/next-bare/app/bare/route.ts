// What Next costs when the app does nothing. Dynamic, so that nothing is answered from a cache.
export const dynamic = "force-dynamic";

export function GET() {
  return Response.json({ ok: true });
}

export function POST() {
  return Response.json({ ok: true });
}
