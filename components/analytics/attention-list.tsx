import { CircleX, Hourglass, KeyRound, PackageMinus, PackageX, Undo2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useJobWords } from "@/components/jobs/use-job-words";
import { askedWords } from "@/components/merchants/asked-words";
import { consolePath } from "@/components/merchants/console-path";
import { AlertItem } from "@/components/risk/alert-item";
import type { ActionPlace } from "@/components/ui/action-result";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { listEndingSoon, listLowStock } from "@/lib/coupons/queries/attention";
import type { JobView } from "@/lib/jobs/queries";
import type { AccessRequestRow } from "@/lib/merchants/queries/staff";
import type { HeldUp } from "@/lib/packs/queries/about-purchases";
import type { OpenAlert } from "@/lib/risk/queries";

export type Attention = {
  readonly alerts: readonly OpenAlert[];
  /** How many more are open; 51 = more than 50. */
  readonly moreAlerts: number;
  /** Whether this person may say that somebody knows of an alert. */
  readonly mayAcknowledge: boolean;
  /** What people of the merchant ask to be allowed; none for who cannot answer. */
  readonly requests: readonly AccessRequestRow[];
  /** Members who ask for their money and have no answer yet; 101 = more than 100. */
  readonly refunds: number;
  /** Packs whose refund somebody of finance is to decide on; 101 = more than 100. */
  readonly packRefunds: number;
  /** Coupons that cannot be had and the packs whose deliveries wait for them. */
  readonly heldUp: readonly HeldUp[];
  readonly lowStock: Awaited<ReturnType<typeof listLowStock>>;
  readonly endingSoon: Awaited<ReturnType<typeof listEndingSoon>>;
  readonly failedJobs: readonly JobView[];
};

type AttentionListProps = { place: ActionPlace; attention: Attention; timeZone: string };

/** What somebody should look at, the gravest first: nothing is shown while there is nothing. */
export function AttentionList({ place, attention, timeZone }: AttentionListProps) {
  const t = useTranslations("home.attention");
  const alerts = useTranslations("home.alerts");
  const format = useFormatter();
  const jobs = useJobWords();
  const { moreAlerts, requests, refunds, packRefunds, heldUp, lowStock, endingSoon, failedJobs } = attention;
  const lists = [attention.alerts, requests, heldUp, lowStock, endingSoon, failedJobs];
  if (refunds + packRefunds === 0 && lists.every((list) => list.length === 0)) return null;
  const toCoupon = (id: string, name: string) => (
    <Entry href={consolePath(place, "coupons", id)}>{name}</Entry>
  );
  return (
    <Card
      title={alerts("title")}
      {...(attention.alerts.some(({ kind }) => kind === "reconciliation")
        ? { footer: alerts("whatToDo") }
        : {})}
    >
      <ul className="grid divide-y divide-border">
        {attention.alerts.map((alert) => (
          <AlertItem
            key={alert.id}
            {...{ place, alert, timeZone }}
            mayAcknowledge={attention.mayAcknowledge}
          />
        ))}
        {moreAlerts > 0 ? (
          <li className="py-2 text-xs text-ink-2">
            {alerts("rest", { count: Math.min(moreAlerts, 50), more: moreAlerts > 50 ? "+" : "" })}
          </li>
        ) : null}
        {failedJobs.map((job) => (
          <Item key={job.id} icon={<CircleX aria-hidden="true" className="size-5 text-danger" />}>
            <Entry href={consolePath(place, "settings", "jobs")}>{jobs.name(job)}</Entry>
            <span>
              {job.isMine || !job.by ? null : `${job.by} · `}
              {jobs.error(job.error)}
            </span>
          </Item>
        ))}
        {requests.map((request) => (
          <Item key={request.id} icon={<KeyRound aria-hidden="true" className="size-5 text-info" />}>
            <Entry href={consolePath(place, "settings", "staff")}>
              <AskedFor request={request} />
            </Entry>
            <Time at={request.createdAt} timeZone={timeZone} mode="relative" />
          </Item>
        ))}
        {refunds > 0 ? (
          <Item icon={<Undo2 aria-hidden="true" className="size-5 text-warning" />}>
            <Entry href={`${consolePath(place, "orders")}?asked=open`}>
              {t("refunds", { count: Math.min(refunds, 100), more: refunds > 100 ? "+" : "" })}
            </Entry>
          </Item>
        ) : null}
        {packRefunds > 0 ? (
          <Item icon={<Undo2 aria-hidden="true" className="size-5 text-warning" />}>
            <Entry href={`${consolePath(place, "pack-orders")}?asked=yes`}>
              {t("packRefunds", { count: Math.min(packRefunds, 100), more: packRefunds > 100 ? "+" : "" })}
            </Entry>
          </Item>
        ) : null}
        {heldUp.map(({ packId, packName, couponId, couponName, purchases }) => (
          <Item
            key={`${packId} ${couponId}`}
            icon={<PackageX aria-hidden="true" className="size-5 text-danger" />}
          >
            <Entry href={`${consolePath(place, "packs", packId, "purchases")}?waiting=yes`}>
              {couponName}
            </Entry>
            <span>{t("heldUp", { pack: packName, shown: purchases })}</span>
          </Item>
        ))}
        {lowStock.map(({ id, name, issued, quantity }) => (
          <Item key={id} icon={<PackageMinus aria-hidden="true" className="size-5 text-warning" />}>
            {toCoupon(id, name)}
            <span>
              {t("lowStock", {
                left: quantity - issued,
                shown: format.number(quantity - issued),
                total: format.number(quantity),
              })}
            </span>
          </Item>
        ))}
        {lowStock.length > 1 ? (
          <li className="py-2 text-xs">
            <Link
              href={`${consolePath(place, "coupons")}?stock=low`}
              className="text-brand underline-offset-2 hover:underline"
            >
              {t("allLow")}
            </Link>
          </li>
        ) : null}
        {endingSoon.map(({ id, name, validUntil }) => (
          <Item key={id} icon={<Hourglass aria-hidden="true" className="size-5 text-warning" />}>
            {toCoupon(id, name)}
            <span>{t.rich("endsAt", { at: () => <Time at={validUntil} timeZone={timeZone} /> })}</span>
          </Item>
        ))}
        {endingSoon.length > 1 ? (
          <li className="py-2 text-xs">
            <Link
              href={`${consolePath(place, "coupons")}?ends=7`}
              className="text-brand underline-offset-2 hover:underline"
            >
              {t("allEnding")}
            </Link>
          </li>
        ) : null}
      </ul>
    </Card>
  );
}

function AskedFor({ request }: { request: AccessRequestRow }) {
  const t = useTranslations("home.attention");
  const may = useTranslations("staff.capabilities");
  const roles = useTranslations("common.roles");
  return askedWords({ t, may, roles }, request);
}

function Item({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-start gap-3 py-3">
      <span className="mt-0.5 shrink-0">{icon}</span>
      <span className="grid min-w-0 gap-0.5 text-xs text-ink-2">{children}</span>
    </li>
  );
}

function Entry({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="text-sm font-[550] wrap-anywhere text-ink hover:underline">
      {children}
    </Link>
  );
}
