import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";

/** Leads to a template from nothing; `listPath` is that of the list. */
export function NewTemplate({ listPath }: { listPath: string }) {
  const t = useTranslations("templates");
  return (
    <ButtonLink href={`${listPath}/new`} variant="primary" data-key="c" aria-keyshortcuts="C">
      {t("new")}
    </ButtonLink>
  );
}
