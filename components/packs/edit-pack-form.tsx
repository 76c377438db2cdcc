"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type PackFormFacts, PackFormProvider } from "@/components/packs/form-context";
import { packInput } from "@/components/packs/form-input";
import { packFormSchema } from "@/components/packs/form-schema";
import type { PackForm } from "@/components/packs/form-values";
import { PackSections } from "@/components/packs/pack-sections";
import { ActionForm } from "@/components/ui/action-form";
import { EditGuards } from "@/components/ui/edit-guards";
import { SaveBar } from "@/components/ui/save-bar";
import { type Change, useEditForm } from "@/components/ui/use-edit-form";
import { editPack } from "@/lib/packs/actions";
import type { PackSale } from "@/lib/packs/schema";

type EditPackFormProps = {
  packId: string;
  revision: number;
  /** The sale as it is stored; absent for a campaign pack. */
  kept?: PackSale;
  initial: PackForm;
  change: Change;
  facts: PackFormFacts;
};

export function EditPackForm({ packId, revision, kept, initial, change, facts }: EditPackFormProps) {
  const t = useTranslations("packs.form");
  const router = useRouter();
  const { timeZone, where } = facts;
  const schema = useMemo(() => packFormSchema(timeZone, kept), [timeZone, kept]);
  const edit = useEditForm<PackForm, PackForm, { revision: number }>({
    schema,
    values: initial,
    revision,
    change,
    thing: packId,
    action: editPack,
    where,
    success: t("saved"),
    input: (values, known) => ({ packId, revision: known, pack: packInput(values, timeZone, kept) }),
    onSuccess: () => router.refresh(),
  });
  return (
    <PackFormProvider facts={facts}>
      <ActionForm form={edit.form}>
        <EditGuards edit={edit} />
        <PackSections>
          <SaveBar />
        </PackSections>
      </ActionForm>
    </PackFormProvider>
  );
}
