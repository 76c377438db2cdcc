"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { asRoute } from "@/components/ui/link";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { useSelection } from "@/components/ui/selection";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { audienceSchema } from "@/lib/members/schema/audience";
import { prepareGiving } from "@/lib/vouchers/actions";

export type GiveManyProps = {
  place: ActionPlace;
  /** Those that can be given now. */
  coupons: readonly { id: string; name: string }[];
  /** Most copies for one member, by role. */
  most: number;
};

/** Prepares a giving to the chosen members; what comes of it is looked at before anything is given. */
export function GiveMany({ place, coupons, most }: GiveManyProps) {
  const t = useTranslations("members.bulk");
  const give = useTranslations("members.give");
  const words = useResultWords();
  const router = useRouter();
  const { ids, all } = useSelection();
  const { run } = useRunAction(prepareGiving, place);
  const [couponId, setCouponId] = useState("");
  const [quantity, setQuantity] = useState<number | null>(1);
  const prepare = async () => {
    if (all) return t("giveAll");
    if (couponId === "") return t("chooseCoupon");
    if (quantity === null || quantity < 1 || quantity > most) return give("most", { most });
    const audience = audienceSchema.parse({ type: "match", memberIds: ids });
    const giving = { couponId, quantity, to: { type: "audience", audience } };
    const result = await run({ giving }, { quiet: true });
    if (!result?.ok) return (result && words(result)) ?? undefined;
    router.push(asRoute(consolePath(place, "coupons", couponId, "give", result.value.givingId)));
  };
  return (
    <ConfirmDialog
      title={all ? give("open") : t("giveTitle", { count: ids.length })}
      confirmLabel={t("givePreview")}
      onConfirm={prepare}
      onOpenChange={() => setCouponId("")}
      trigger={<Button size="sm">{give("open")}</Button>}
    >
      {all ? (
        <p>{t("giveAll")}</p>
      ) : coupons.length === 0 ? (
        <p>{give("nothing")}</p>
      ) : (
        <div className="grid gap-4">
          <Select
            label={give("coupon")}
            value={couponId}
            onChange={setCouponId}
            options={coupons.map(({ id, name }) => ({ value: id, label: name }))}
            isRequired
          />
          <NumberField
            label={give("quantity")}
            help={give("most", { most })}
            value={quantity}
            onChange={setQuantity}
            isRequired
          />
          <p className="text-ink-2">{t("giveText")}</p>
        </div>
      )}
    </ConfirmDialog>
  );
}
