import { trayJobs } from "@/lib/jobs/queries";
import { staffGate } from "@/lib/platform/auth/gates";

type Context = { params: Promise<{ merchant: string; store?: string }> };

/** This person's jobs for the tray, which asks again and again while any is at work. `now` is the server's clock. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { scope } = await staffGate(await params, "job.read");
  const jobs = await trayJobs(scope);
  return Response.json({ now: new Date(), jobs }, { headers: { "cache-control": "private, no-store" } });
}
