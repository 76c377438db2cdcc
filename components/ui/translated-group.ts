"use client";

import { type ComponentProps, createContext, useContext } from "react";
import type { Language } from "@/lib/kernel/language";
import type { FormText } from "./form-fields";

export type Fields = Readonly<Record<string, string>>;

type Group = {
  /** Where the form holds the translations. */
  readonly at: string;
  /** Its translatable fields, each with the name of the form's field of the main text. */
  readonly fields: Fields;
  readonly main: Language;
  readonly others: readonly Language[];
  /** Null = the main language's texts are shown. */
  readonly shown: Language | null;
  readonly show: (language: Language | null) => void;
};

/** The group of texts that a field is in. */
export const TranslatedGroup = createContext<Group | null>(null);

export function useGroup(): Group {
  const group = useContext(TranslatedGroup);
  if (!group) throw new Error("This part belongs inside <TranslatedFields>.");
  return group;
}

export type TextProps = Omit<ComponentProps<typeof FormText>, "name"> & { field: string };
