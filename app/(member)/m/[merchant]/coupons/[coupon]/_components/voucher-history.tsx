import { useLocale, useTranslations } from "next-intl";
import type { VoucherDetail } from "@/lib/vouchers/queries";

/** What happened to the coupon so far, oldest first. */
export function VoucherHistory({ history, timeZone }: Pick<VoucherDetail, "history"> & { timeZone: string }) {
  const t = useTranslations("member.coupon");
  const format = new Intl.DateTimeFormat(useLocale(), {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone,
  });
  return (
    <section className="grid gap-2">
      <h2 className="text-lg font-semibold">{t("history")}</h2>
      <ol className="grid gap-2 text-sm">
        {history.map((event) => (
          <li key={event.id} className="flex justify-between gap-4">
            <span>{t(`events.${event.kind}`)}</span>
            <time dateTime={event.at.toISOString()} className="text-ink-2">
              {format.format(event.at)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
