import type { openAround } from "@/app/(member)/m/[merchant]/orders/[order]/_components/open-around";
import { LeadOn } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/lead-on";

type OrderLeadProps = {
  lead: Awaited<ReturnType<typeof openAround>>["lead"];
  slug: string;
  /** The order's own page. */
  path: string;
  waits: boolean;
};

/** Where a pack of the order leads its buyer, from the order's page. */
export function OrderLead({ lead, slug, path, waits }: OrderLeadProps) {
  if (!lead) return null;
  const href = `/m/${slug}/packs/mine/${lead.purchaseId}/go`;
  return <LeadOn href={href} stay={path} waits={waits} host={lead.host} />;
}
