import { SearchX } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { PlainLink, PlainPage, PlainState } from "@/components/ui/plain";

export default async function NotFound() {
  const t = await getTranslations("common.notFound");
  return (
    <PlainPage>
      <PlainState
        icon={<SearchX className="size-6" />}
        title={t("title")}
        text={t("text")}
        action={
          <PlainLink href="/" variant="secondary">
            {t("home")}
          </PlainLink>
        }
      />
    </PlainPage>
  );
}
