"use client";

import dynamic from "next/dynamic";
import { NextIntlClientProvider, useMessages, useTranslations } from "next-intl";
import type { PageEditorProps } from "./page-editor";

function Loading() {
  const t = useTranslations("page-editor");
  return (
    <main id="main" className="grid h-dvh place-items-center">
      <p role="status" className="text-sm text-ink-2">
        {t("loading")}
      </p>
    </main>
  );
}

const Screen = dynamic(() => import("./page-editor").then((file) => file.PageEditorScreen), {
  ssr: false,
  loading: Loading,
});

/** The editor, which is brought when it is opened and by no other screen, with its words. */
export function LazyPageEditor(props: PageEditorProps) {
  const { messages, language, basis } = props;
  const words = { ...useMessages(), "page-editor": messages[language]["page-editor"] ?? {} };
  return (
    <NextIntlClientProvider locale={language} messages={words} now={basis.now} timeZone="UTC">
      <Screen {...props} />
    </NextIntlClientProvider>
  );
}
