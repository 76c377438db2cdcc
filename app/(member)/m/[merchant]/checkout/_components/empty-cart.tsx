import { useTranslations } from "next-intl";
import { PlainRefused } from "@/app/(member)/m/[merchant]/_components/plain-refused";
import { Icon } from "@/components/blocks/icon";
import { PlainLink, PlainState } from "@/components/ui/plain";

type EmptyCartProps = {
  slug: string;
  /** Why what is in it cannot be ordered. */
  code: string | undefined;
};

/** Nothing to order yet. */
export function EmptyCart({ slug, code }: EmptyCartProps) {
  const t = useTranslations("shop.checkout");
  return (
    <>
      <PlainRefused code={code} />
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
    </>
  );
}
