import { useTranslations } from "next-intl";
import { Icon } from "@/components/blocks/icon";
import { PlainCard, PlainLink } from "@/components/ui/plain";

type WalletCardProps = {
  /** The merchant's home. */
  home: string;
  /** How many coupons its reader can use; null = nobody is signed in. */
  available: number | null;
};

/** The way to one's coupons, or to signing in. */
export function WalletCard({ home, available }: WalletCardProps) {
  const t = useTranslations("member.home");
  const isIn = available !== null;
  return (
    <PlainCard className="grid gap-4">
      <div className="flex items-center gap-3">
        <span className="grid size-11 shrink-0 place-items-center rounded-full bg-brand-soft text-brand">
          <Icon name="ticket" />
        </span>
        {isIn ? (
          <p className="text-lg font-semibold">{t("coupons", { count: available })}</p>
        ) : (
          <p className="text-sm text-ink-2">{t("signInText")}</p>
        )}
      </div>
      <PlainLink
        href={isIn ? `${home}/coupons` : `${home}/login?next=${encodeURIComponent(home)}`}
        variant="primary"
        block
      >
        {t(isIn ? "wallet" : "signIn")}
      </PlainLink>
    </PlainCard>
  );
}
