import { useTranslations } from "next-intl";
import { PlainLink } from "@/components/ui/plain";

/** The way to the coupons that follow, and back to the first of them. */
export function WalletPages({ more, first }: { more: string | null; first: string | null }) {
  const t = useTranslations("member.coupons");
  return (
    <>
      {more ? (
        <PlainLink href={more} variant="secondary" block>
          {t("more")}
        </PlainLink>
      ) : null}
      {first ? (
        <PlainLink href={first} variant="ghost" block>
          {t("first")}
        </PlainLink>
      ) : null}
    </>
  );
}
