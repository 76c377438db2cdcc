import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CouponTicket, type TicketState } from "@/components/coupons/coupon-ticket";
import { ticketWords } from "@/components/coupons/ticket-words";
import { PlainLink } from "@/components/ui/plain";
import { termsInLanguage } from "@/lib/coupons/rules/in-language";
import { textIn } from "@/lib/kernel/language";
import type { MemberVoucher } from "@/lib/vouchers/queries";
import { isGiftOver, voucherStanding } from "@/lib/vouchers/rules";

type VoucherTicketProps = {
  voucher: MemberVoucher;
  /** The merchant's: days are counted in it. */
  timeZone: string;
  now: Date;
  size?: "L" | "M";
  headingLevel?: 2 | 3;
  /** Given: the ticket leads to the coupon's page. */
  href?: string;
  /** The unpaid order that holds it, where its reader may open that, and where orders are: the ticket leads there. */
  holder?: { readonly id: string; readonly number: string } | undefined;
  ordersPath?: string;
  children?: ReactNode;
};

const states: Record<ReturnType<typeof voucherStanding>, TicketState> = {
  available: "available",
  not_started: "available",
  reserved: "locked",
  used: "used",
  expired: "expired",
  cancelled: "expired",
  transferred: "locked",
};

/** A member's coupon as a ticket, in the state it is in at `now`. */
export function VoucherTicket(props: VoucherTicketProps) {
  const { voucher, timeZone, now, size = "M", headingLevel = 3, href, children } = props;
  const locale = useLocale();
  const t = useTranslations("member.coupons");
  const words = useTranslations("ticket");
  const terms = termsInLanguage(voucher.terms, locale);
  const standing = voucherStanding(voucher, now);
  const facts = {
    ...terms,
    currency: voucher.currency,
    productName: voucher.productName
      ? textIn(voucher.productName, voucher.productTranslations, "name", locale)
      : undefined,
    validity: { type: "window", from: voucher.validFrom, until: voucher.validUntil } as const,
    timeZone,
    now,
  };
  const day = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", timeZone });
  const minute = new Intl.DateTimeFormat(locale, {
    ...{ month: "short", day: "numeric", hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone },
  });
  const stamps: Partial<Record<typeof standing, string>> = {
    used: voucher.usedAt ? t("used", { date: day.format(voucher.usedAt) }) : t("usedPlain"),
    expired: t("expired"),
    cancelled: t("cancelled"),
  };
  const reasons: Partial<Record<typeof standing, string>> = {
    not_started: t("notStarted", { date: day.format(voucher.validFrom) }),
    transferred: isGiftOver(voucher, now)
      ? t("transferredOver")
      : voucher.offeredUntil
        ? t("transferredUntil", { date: minute.format(voucher.offeredUntil) })
        : t("transferred"),
    reserved: props.holder ? t("reservedIn", { number: props.holder.number }) : t("reserved"),
  };
  const toOrder = props.holder && standing === "reserved" ? `${props.ordersPath}/${props.holder.id}` : null;
  const toGift = href && standing === "transferred" ? `${href}/gift` : null;
  const word = toOrder ? "openOrder" : toGift ? "openGift" : standing === "available" ? "show" : "open";
  return (
    <CouponTicket
      {...ticketWords(facts, locale, words)}
      size={size}
      state={states[standing]}
      stamp={stamps[standing]}
      reason={reasons[standing]}
      headingLevel={headingLevel}
      action={
        href ? (
          <PlainLink
            href={toOrder ?? toGift ?? href}
            variant={standing === "available" ? "primary" : "secondary"}
          >
            {t(word)}
            <span className="sr-only">{terms.name}</span>
          </PlainLink>
        ) : undefined
      }
    >
      {children}
    </CouponTicket>
  );
}
