import { useLocale, useTranslations } from "next-intl";
import { PlainBanner } from "@/components/ui/plain";
import type { voucherStanding } from "@/lib/vouchers/rules";

type NotUsableProps = {
  standing: Exclude<ReturnType<typeof voucherStanding>, "available">;
  from: Date;
  timeZone: string;
};

/** Why the coupon shows no code. */
export function NotUsable({ standing, from, timeZone }: NotUsableProps) {
  const t = useTranslations("member.coupon");
  const format = new Intl.DateTimeFormat(useLocale(), {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone,
  });
  return (
    <PlainBanner tone="warning">{t(`notUsable.${standing}`, { date: format.format(from) })}</PlainBanner>
  );
}
