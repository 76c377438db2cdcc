import { useTranslations } from "next-intl";
import { useAnswer } from "@/components/orders/use-answer";
import type { ActionPlace } from "@/components/ui/action-result";
import { Card } from "@/components/ui/card";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { findHeldCoupons } from "@/lib/orders/actions/explain";
import { voucherStanding } from "@/lib/vouchers/rules";
import type { Asked, Which } from "./use-diagnosis";

type ChooseCouponProps = {
  place: ActionPlace;
  asked: Asked;
  /** The one that the address names. */
  coupon: { readonly id: string; readonly name: string } | null;
  onChange: (patch: Partial<Asked>) => void;
};

/** One of the member's own, the coupon one came from, or what a typed code stands for. */
export function ChooseCoupon({ place, asked, coupon, onChange }: ChooseCouponProps) {
  const t = useTranslations("diagnose");
  const kinds: readonly Which[] = coupon ? ["coupon", "held", "code"] : ["held", "code"];
  return (
    <Card title={t("which")}>
      <div className="grid gap-4">
        <RadioGroup
          labelHidden
          label={t("which")}
          variant="segments"
          value={asked.which}
          onChange={(which) => onChange({ which: which as Which })}
          options={kinds.map((value) => ({ value, label: t(`by.${value}`) }))}
        />
        {asked.which === "coupon" && coupon ? <p className="text-sm wrap-anywhere">{coupon.name}</p> : null}
        {asked.which === "held" ? <Held {...{ place, asked, onChange }} /> : null}
        {asked.which === "code" ? (
          <TextField
            mono
            label={t("code")}
            help={t("codeHelp")}
            value={asked.code}
            onChange={(code) => onChange({ code })}
            autoComplete="off"
            maxLength={64}
          />
        ) : null}
      </div>
    </Card>
  );
}

function Held({ place, asked, onChange }: Omit<ChooseCouponProps, "coupon">) {
  const t = useTranslations("diagnose");
  const status = useTranslations("ui.status");
  const memberId = asked.member?.id;
  const answer = useAnswer(findHeldCoupons, place, memberId ? { memberId } : null);
  if (!memberId) return <p className="text-sm text-ink-2">{t("memberFirst")}</p>;
  if (!answer?.ok) return <p className="text-sm text-ink-2">{t("looking")}</p>;
  if (answer.value.length === 0) return <p className="text-sm text-ink-2">{t("holdsNone")}</p>;
  const now = new Date();
  return (
    <Select
      label={t("by.held")}
      value={asked.voucherId}
      onChange={(voucherId) => onChange({ voucherId })}
      options={answer.value.map((held) => ({
        value: held.id,
        label: held.name,
        description: status(voucherStanding(held, now)),
      }))}
    />
  );
}
