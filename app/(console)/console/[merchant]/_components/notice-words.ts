import { getFormatter, getTranslations } from "next-intl/server";
import { askedWords } from "@/components/merchants/asked-words";
import { consolePath } from "@/components/merchants/console-path";
import { alertWords, folderOf } from "@/components/risk/alert-words";
import type { ActionPlace } from "@/components/ui/action-result";
import type { listLowStock } from "@/lib/coupons/queries/attention";
import type { JobView } from "@/lib/jobs/queries";
import type { AccessRequestRow } from "@/lib/merchants/queries/staff";
import type { listRefundsAsked } from "@/lib/orders/queries/requests";
import type { listPackRefundsAsked } from "@/lib/packs/queries/requests";
import type { OpenAlert } from "@/lib/risk/queries";
import type { Listed, Rest } from "./notice-rest";
import type { Notice } from "./notices";

type Row<Q extends (...args: never[]) => Promise<readonly unknown[]>> = Awaited<ReturnType<Q>>[number];

/** What the bell can tell of, as it was read. */
export type NoticeFact =
  | { readonly kind: "alert"; readonly of: OpenAlert }
  | { readonly kind: "access"; readonly of: AccessRequestRow }
  | { readonly kind: "refund"; readonly of: Row<typeof listRefundsAsked> }
  | { readonly kind: "packRefund"; readonly of: Row<typeof listPackRefundsAsked> }
  | { readonly kind: "job"; readonly of: JobView }
  | { readonly kind: "stock"; readonly of: Row<typeof listLowStock> }
  | { readonly kind: "rest"; readonly of: Rest };

type Said = Pick<Notice, "id" | "kind" | "text" | "href">;

/** Says facts in the reader's language, each with the page that shows it where they stand. */
export async function noticeWords(place: ActionPlace): Promise<(fact: NoticeFact) => Said> {
  const [bell, alerts, attention, may, roles, jobs, format] = await Promise.all([
    getTranslations("frame.bell"),
    getTranslations("home.alerts"),
    getTranslations("home.attention"),
    getTranslations("staff.capabilities"),
    getTranslations("common.roles"),
    getTranslations("jobs"),
    getFormatter(),
  ]);
  const at = (...rest: string[]) => consolePath(place, ...rest);
  return (fact) => {
    const { id } = fact.of;
    switch (fact.kind) {
      case "alert":
        return { id, kind: "alert", text: alertWords(alerts, fact.of), href: pathOfAlert(fact.of, at) };
      case "access": {
        const text = askedWords({ t: attention, may, roles }, fact.of);
        return { id, kind: "approval", text, href: at("settings", "staff") };
      }
      case "refund": {
        const { number, orderId } = fact.of;
        return { id, kind: "approval", text: bell("refund", { number }), href: at("orders", orderId) };
      }
      case "packRefund": {
        const { number, purchaseId } = fact.of;
        const text = bell("packRefund", { number });
        return { id, kind: "approval", text, href: at("pack-orders", purchaseId) };
      }
      case "job": {
        const { kind, title, status } = fact.of;
        const name = jobs(`kinds.${kind}` as never, title as never);
        const text = jobs("tray.ended", { name, status: jobs(`status.${status}`) });
        return { id, kind: status === "failed" ? "failed" : "done", text, href: at("settings", "jobs") };
      }
      case "stock": {
        const { name, quantity, issued } = fact.of;
        const left = format.number(quantity - issued);
        const total = format.number(quantity);
        return { id, kind: "stock", text: bell("lowStock", { name, left, total }), href: at("coupons", id) };
      }
      case "rest": {
        const { id: of, count, isLeast } = fact.of;
        const more = `${format.number(count)}${isLeast ? "+" : ""}`;
        return { id, ...restPlaces(at)[of], text: bell(`rest.${of}`, { count: more }) };
      }
    }
  };
}

/** What a kind of things looks like, and the list that shows all of them. */
const restPlaces = (at: (...rest: string[]) => string): Record<Listed, Pick<Said, "kind" | "href">> => ({
  alert: { kind: "alert", href: at() },
  access: { kind: "approval", href: at("settings", "staff") },
  refund: { kind: "approval", href: `${at("orders")}?asked=open` },
  packRefund: { kind: "approval", href: `${at("pack-orders")}?asked=yes` },
  job: { kind: "done", href: at("settings", "jobs") },
});

/** What an alert names alone is where it leads; of many, Home names the first few. */
function pathOfAlert({ count, examples }: OpenAlert, at: (...rest: string[]) => string): string {
  const [only] = examples;
  const folder = count <= 1 && only ? folderOf(only.id) : undefined;
  return folder && only ? at(folder, only.id) : at();
}
