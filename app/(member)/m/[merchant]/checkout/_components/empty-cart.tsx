import { useTranslations } from "next-intl";
import { Icon } from "@/components/blocks/icon";
import { PlainLink, PlainState } from "@/components/ui/plain";

/** Nothing to order yet. */
export function EmptyCart({ slug }: { slug: string }) {
  const t = useTranslations("shop.checkout");
  return (
    <PlainState
      icon={<Icon name="bag" />}
      title={t("empty")}
      text={t("emptyText")}
      action={
        <PlainLink href={`/m/${slug}/menu`} variant="primary">
          {t("toMenu")}
        </PlainLink>
      }
    />
  );
}
