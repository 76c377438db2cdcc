"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { PromotedPage } from "@/components/links/promote-dialog";
import { CopyButton } from "@/components/ui/copy-button";

type PromoteMessagesProps = { address: string | null; promoted: PromotedPage; merchant: string };

const kinds = ["sms", "email"] as const;
const languages = ["en", "zh"] as const;

/** Words to send with the link, in both languages, ready to be copied. */
export function PromoteMessages({ address, promoted, merchant }: PromoteMessagesProps) {
  const t = useTranslations("links.messages");
  const id = useId();
  if (!address) return <p>{t("noLink")}</p>;
  const name = promoted.shareTitle || promoted.name;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {kinds.flatMap((kind) =>
        languages.map((language) => {
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
                lang={language === "zh" ? "zh-CN" : "en"}
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
