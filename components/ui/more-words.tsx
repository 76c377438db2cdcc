"use client";

import { type AbstractIntlMessages, NextIntlClientProvider, useLocale, useMessages } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { mergedWords } from "@/lib/platform/merged-words";

/** Adds `words` to those that stand, for what is within. */
export function MoreWords({ words, children }: { words: AbstractIntlMessages; children: ReactNode }) {
  const standing = useMessages();
  const all = useMemo(() => mergedWords(standing, words), [standing, words]);
  return (
    <NextIntlClientProvider locale={useLocale()} messages={all}>
      {children}
    </NextIntlClientProvider>
  );
}
