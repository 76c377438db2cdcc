import { useLocale, useTranslations } from "next-intl";

/** The other language, as a link that works without JavaScript; the answer to `?lang=` remembers the choice. */
export function PlainLanguage({ path }: { path: string }) {
  const locale = useLocale();
  const t = useTranslations("common.languages");
  const other = locale === "en" ? "zh-CN" : "en";
  return (
    <a
      href={`${path}?lang=${other}`}
      hrefLang={other}
      lang={other}
      className="p-link inline-flex min-h-11 items-center text-sm"
    >
      {t(other)}
    </a>
  );
}
