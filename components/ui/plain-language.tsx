import { useLocale, useTranslations } from "next-intl";
import { chooseLanguage } from "@/lib/members/actions";

/** The other language, as a button that works without JavaScript; the choice is remembered and leads back here. */
export function PlainLanguage({ path }: { path: string }) {
  const locale = useLocale();
  const t = useTranslations("common.languages");
  const other = locale === "en" ? "zh-CN" : "en";
  return (
    <form action={chooseLanguage}>
      <input type="hidden" name="path" value={path} />
      <button
        type="submit"
        name="language"
        value={other}
        lang={other}
        className="p-link inline-flex min-h-11 cursor-pointer items-center text-sm"
      >
        {t(other)}
      </button>
    </form>
  );
}
