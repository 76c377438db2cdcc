"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { PromotedPage } from "@/components/links/promote-dialog";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyButton } from "@/components/ui/copy-button";
import { inLanguage } from "@/lib/kernel/language";

type PromoteMessagesProps = {
  address: string | null;
  promoted: PromotedPage;
  merchant: string;
  /** Where the promoted coupon is given to members; null = nowhere. */
  givePath: string | null;
};

const kinds = ["sms", "email"] as const;
const languages = ["en", "zh"] as const;
const lang = { en: "en", zh: "zh-CN" } as const;

/** Words to send with the link, and the way to give a coupon instead. */
export function PromoteMessages({ givePath, ...words }: PromoteMessagesProps) {
  const t = useTranslations("links.messages");
  return (
    <div className="grid gap-5">
      <Messages {...words} />
      {givePath ? (
        <div className="flex flex-wrap items-center justify-between gap-3 border-t border-border pt-4">
          <p className="text-sm text-ink-2">{t("giveText")}</p>
          <ButtonLink href={givePath}>{t("give")}</ButtonLink>
        </div>
      ) : null}
    </div>
  );
}

/** In both languages, ready to be copied. */
function Messages({ address, promoted, merchant }: Omit<PromoteMessagesProps, "givePath">) {
  const t = useTranslations("links.messages");
  const id = useId();
  if (!address) return <p>{t("noLink")}</p>;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {kinds.flatMap((kind) =>
        languages.map((language) => {
          // Each in its own language, as far as it was written in it.
          const said = inLanguage(promoted, lang[language]);
          const name = said.shareTitle || said.name;
          const text = t(`${kind}_${language}`, { merchant, name, link: address });
          return (
            <section
              key={kind + language}
              aria-labelledby={`${id}-${kind}-${language}`}
              className="grid gap-2"
            >
              <h3 id={`${id}-${kind}-${language}`} className="text-sm font-[550]">
                {t(`title_${kind}`)} · {t(language)}
              </h3>
              <p
                lang={lang[language]}
                className="rounded-md border border-border bg-sunken px-3 py-2 text-sm whitespace-pre-line wrap-anywhere"
              >
                {text}
              </p>
              <CopyButton text={text} label={t("copy")} size="sm" />
            </section>
          );
        }),
      )}
    </div>
  );
}
