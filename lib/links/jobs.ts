import { eachJob } from "@/lib/jobs/change-each";
import { changeLink } from "@/lib/links/change-links";
import { oweConversions } from "@/lib/links/owe-conversions";
import { chosenLinks } from "@/lib/links/queries/links";
import { linkJobSchema } from "@/lib/links/schema";
import type { Keeper } from "@/lib/platform/deliver-outbox";

/** Who is told of claims, payments and refunds to owe them to links (A13). */
export const linkKeeper: Keeper = {
  types: [
    ...["voucher.issued", "order.paid", "order.refunded", "order.partly_refunded"],
    ...["pack.purchased", "pack.refunded"],
  ],
  keep: oweConversions,
};

/** Makes all links that a filter leaves lead nowhere, or on again. */
export const changeManyLinks = eachJob({
  kind: "links.change",
  input: linkJobSchema,
  find: async (scope, { filter }, { after, most }) => await chosenLinks(scope, { filter }, most, after),
  change: async (tx, scope, id, { change }) => await changeLink(tx, scope, id, change),
});
