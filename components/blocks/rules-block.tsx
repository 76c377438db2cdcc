import { useTranslations } from "next-intl";

/** The merchant's rules as they typed them: plain text, line breaks kept. Stands at the bottom. */
export function RulesBlock({ text }: { text: string }) {
  const t = useTranslations("activity-page");
  if (text === "") return null;
  return (
    <section aria-labelledby="rules" className="grid gap-2 border-t border-border pt-5">
      <h2 id="rules" className="text-lg font-semibold">
        {t("rules")}
      </h2>
      <p className="whitespace-pre-line text-sm text-ink-2">{text}</p>
    </section>
  );
}
