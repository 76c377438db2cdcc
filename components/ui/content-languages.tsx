"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Language } from "@/lib/kernel/language";

/** The language of a merchant's main texts, and those it writes them in beside it. */
export type ContentLanguages = { readonly main: Language; readonly others: readonly Language[] };

const Context = createContext<ContentLanguages>({ main: "en", others: [] });

/** Tells the forms inside in which languages this merchant writes. */
export function ContentLanguagesProvider({
  main,
  others,
  children,
}: ContentLanguages & { children: ReactNode }) {
  return <Context.Provider value={{ main, others }}>{children}</Context.Provider>;
}

export function useContentLanguages(): ContentLanguages {
  return useContext(Context);
}
