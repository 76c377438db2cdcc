import { SearchX } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button-link";

/** Inside the frame: the merchant is theirs, the thing is not there. */
export default async function NotFound() {
  const t = await getTranslations("common.notFound");
  return (
    <section className="mx-auto grid max-w-lg justify-items-center gap-3 py-20 text-center">
      <span
        aria-hidden="true"
        className="grid size-14 place-items-center rounded-full bg-brand-soft text-brand"
      >
        <SearchX className="size-6" />
      </span>
      <h1 tabIndex={-1} className="text-xl font-[650]">
        {t("title")}
      </h1>
      <p className="text-sm text-ink-2">{t("text")}</p>
      <div className="mt-2">
        <ButtonLink href="/console" variant="primary">
          {t("console")}
        </ButtonLink>
      </div>
    </section>
  );
}
