"use client";

import { createContext, type ReactNode, useContext } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import type { PackForm } from "@/components/packs/form-values";
import type { ActionPlace } from "@/components/ui/action-result";
import type { Option } from "@/components/ui/select";

/** What the form of a pack knows beside its values. */
export type PackFormFacts = {
  where: ActionPlace;
  timeZone: string;
  stores: readonly { id: string; name: string; currency: string; archived: boolean }[];
  currencies: readonly string[];
  /** The member's own pages that a purchase may lead to. */
  pages: readonly Option[];
  /** The other sites that it may lead to, as the group's settings have them. */
  hosts: readonly string[];
  settingsPath: string;
  /** The merchant's, in which members see their pages; null = the product's own. */
  brandColour: string | null;
  /** False for a new pack. */
  exists: boolean;
  /** How many were sold; 0 for a new pack. */
  sold: number;
  /** How many were sold or given or are held; 0 for a new pack. */
  issued: number;
};

const Context = createContext<PackFormFacts | null>(null);

export function PackFormProvider({ facts, children }: { facts: PackFormFacts; children: ReactNode }) {
  return <Context.Provider value={facts}>{children}</Context.Provider>;
}

export function usePackFormFacts(): PackFormFacts {
  const facts = useContext(Context);
  if (!facts) throw new Error("This part belongs inside <PackFormProvider>.");
  return facts;
}

/** The pack being written, as it stands with every key pressed. */
export function usePackDraft(): PackForm {
  const { control, getValues } = useFormContext<PackForm>();
  useWatch({ control });
  return getValues();
}
