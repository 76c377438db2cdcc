import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAnswer } from "@/components/orders/use-answer";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
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
        {asked.which === "code" ? <Typed code={asked.code} onChange={(code) => onChange({ code })} /> : null}
      </div>
    </Card>
  );
}

/** A code is asked about when that is said, not with each letter: one that does not work is counted as a try. */
function Typed({ code, onChange }: { code: string; onChange: (code: string) => void }) {
  const t = useTranslations("diagnose");
  const [typed, setTyped] = useState(code);
  return (
    <form
      className="flex flex-wrap items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(typed.trim());
      }}
    >
      <TextField
        mono
        className="min-w-52 flex-1"
        label={t("code")}
        help={t("codeHelp")}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        maxLength={64}
      />
      <Button type="submit" className="mt-6">
        {t("look")}
      </Button>
    </form>
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
