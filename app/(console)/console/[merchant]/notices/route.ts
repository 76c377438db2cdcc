import { staffGate } from "@/lib/platform/auth/gates";
import { countNotices, loadNotices } from "../_components/load-notices";

type Context = { params: Promise<{ merchant: string; store?: string }> };

/** What the bell tells this person here. `for=count` asks only how much of it is new: the bell does, again and again. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const place = await params;
  const access = await staffGate(place, "job.read");
  const count = new URL(request.url).searchParams.get("for") === "count";
  const told = count ? await countNotices(access) : await loadNotices(access, place);
  return Response.json(told, { headers: { "cache-control": "private, no-store" } });
}
