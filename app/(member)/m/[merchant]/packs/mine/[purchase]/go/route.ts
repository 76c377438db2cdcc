import { leadsTo } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/leads-to";
import { memberGate } from "@/lib/platform/auth/member-gates";

type Params = { params: Promise<{ merchant: string; purchase: string }> };

/** Leads a buyer on to where the merchant sends them, looked at again now (S-26); what is not allowed leads back and says so. */
export async function GET(_: Request, { params }: Params): Promise<Response> {
  const { merchant: slug, purchase } = await params;
  const { scope } = await memberGate(slug);
  const to = await leadsTo(scope, purchase);
  const back = `/m/${encodeURIComponent(slug)}/packs/mine/${encodeURIComponent(purchase)}?refused=redirect_not_allowed`;
  const location = to?.location ?? back;
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
