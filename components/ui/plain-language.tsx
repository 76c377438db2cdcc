import { useLocale, useTranslations } from "next-intl";

type PlainLanguageProps = {
  /** Where the choice leads back to. */
  path: string;
  /** Remembers `language` and goes to `path`, both from the form. */
  action: (form: FormData) => Promise<void>;
};

/** The other language, as a button that works without JavaScript. */
export function PlainLanguage({ path, action }: PlainLanguageProps) {
  const locale = useLocale();
  const t = useTranslations("common.languages");
  const other = locale === "en" ? "zh-CN" : "en";
  return (
    <form action={action}>
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
