import { Check, Minus, X } from "lucide-react";
import { useLocale, useNow, useTranslations } from "next-intl";
import { benefitWords } from "@/components/coupons/ticket-words";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/class-names";
import { CopyButton } from "@/components/ui/copy-button";
import { formatMoney } from "@/lib/kernel/money";
import type { Diagnosed } from "@/lib/orders/diagnose-coupon";
import { type CheckLine, claimLines, type DiagnoseWords, usedLines } from "./check-words";

type FoundProps = { found: Diagnosed; timeZone: string };

/** The answer: can it be used, everything it asks, what it takes off, and whether it could be claimed. */
export function Found({ found, timeZone }: FoundProps) {
  const t = useTranslations("diagnose");
  const words = useWords(found.timeZone ?? timeZone);
  const ticket = useTranslations("ticket");
  const { coupon, productName } = found;
  const rule = benefitWords({ ...coupon, productName: productName ?? undefined }, words.locale, ticket);
  const use = usedLines(found, words);
  const claim = claimLines(found, words);
  const verdict = useVerdict(found, use);
  const text = [
    `${coupon.name} · ${rule}`,
    verdict.title,
    ...use.map(({ state, label, note }) => `${marks[state]} ${label}${note ? ` – ${note}` : ""}`),
  ].join("\n");
  return (
    <>
      <Banner tone={verdict.tone} title={verdict.title}>
        {verdict.text}
      </Banner>
      <Card
        title={coupon.name}
        actions={<CopyButton size="sm" variant="ghost" text={text} label={t("copy")} />}
      >
        <div className="grid gap-3">
          <p className="text-sm text-ink-2">{rule}</p>
          <Lines lines={use} label={t("toUse")} />
        </div>
      </Card>
      <Card title={t(found.canClaim ? "mayClaim" : "mayNotClaim")}>
        <Lines lines={claim} label={t("toClaim")} />
      </Card>
    </>
  );
}

function useWords(timeZone: string): DiagnoseWords {
  const [t, reasons, coupons] = [
    useTranslations("diagnose"),
    useTranslations("reasons"),
    useTranslations("coupons"),
  ];
  const locale = useLocale();
  const now = useNow();
  return { t: t as never, reasons: reasons as never, coupons: coupons as never, locale, timeZone, now };
}

/** In one line how it stands, and beneath it what it comes to. */
function useVerdict(
  { canUse, voucherId, off, order, timeZone, coupon }: Diagnosed,
  use: readonly CheckLine[],
) {
  const t = useTranslations("diagnose");
  const locale = useLocale();
  const money = (minor: number) => formatMoney(minor, off?.currency ?? coupon.currency, locale);
  if (order?.taken != null) {
    const text = t("onOrderText", { number: order.number, amount: money(order.taken) });
    return { tone: "info" as const, title: t("onOrder"), text };
  }
  const takes = off ? t("takesOff", { amount: money(off.totalMinor) }) : null;
  const missed = use.filter(({ state }) => state === "missed").length;
  if (missed > 0) {
    return { tone: "danger" as const, title: t("cannot", { count: missed }), text: t("cannotText") };
  }
  if (!voucherId) return { tone: "warning" as const, title: t("notHeld"), text: takes ?? t("notHeldText") };
  const title = t(timeZone === null ? "canSomewhere" : "can");
  return { tone: canUse ? ("success" as const) : ("warning" as const), title, text: takes ?? t("canText") };
}

const marks = { met: "✓", missed: "✗", open: "–" } as const;
const icons = {
  met: { Icon: Check, look: "text-success" },
  missed: { Icon: X, look: "text-danger" },
  open: { Icon: Minus, look: "text-ink-2" },
} as const;

function Lines({ lines, label }: { lines: readonly CheckLine[]; label: string }) {
  const t = useTranslations("diagnose.states");
  return (
    <ul aria-label={label} className="grid gap-2.5 text-sm">
      {lines.map(({ key, state, label: asked, note }) => {
        const { Icon, look } = icons[state];
        return (
          <li key={key} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5">
            <Icon aria-hidden="true" className={cx("mt-0.5 size-4", look)} />
            <span className="grid min-w-0">
              <span className={cx("wrap-anywhere", state === "open" && "text-ink-2")}>
                <span className="sr-only">{t(state)} </span>
                {asked}
              </span>
              {note ? (
                <span
                  className={cx("text-xs wrap-anywhere", state === "missed" ? "text-danger" : "text-ink-2")}
                >
                  {note}
                </span>
              ) : null}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
