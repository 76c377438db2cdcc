import { getTranslations } from "next-intl/server";
import { PlainBanner } from "@/components/ui/plain";
import type { Scope } from "@/lib/platform/auth/scope";
import { explainGift } from "@/lib/vouchers/explain-gift";
import type { GiftDetail } from "@/lib/vouchers/queries/gifts";

type CannotUseProps = { scope: Scope; gift: GiftDetail; memberId: string };

/** Says to whoever could take a gift and never use it why, before they take it; nothing where they could. */
export async function CannotUse({ scope, gift, memberId }: CannotUseProps) {
  const doubts = await explainGift(scope, { giftId: gift.id, memberId });
  if (doubts.length === 0) return null;
  const [t, words] = [await getTranslations("member.gift"), await getTranslations("reasons")];
  return (
    <PlainBanner tone="warning" title={t("cannotUse")}>
      <ul className="grid gap-1">
        {doubts.map(({ code, ...params }) => (
          <li key={code}>{words(code, params)}</li>
        ))}
      </ul>
      <p>{t("cannotUseText")}</p>
    </PlainBanner>
  );
}
