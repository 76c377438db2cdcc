"use client";

import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { z } from "zod";
import { ActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { EditGuards } from "@/components/ui/edit-guards";
import { FormSection } from "@/components/ui/form-page";
import { SaveBar } from "@/components/ui/save-bar";
import { type Change, useEditForm } from "@/components/ui/use-edit-form";
import { editBrand } from "@/lib/merchants/actions/staff";
import { type BrandInput, brandInputSchema } from "@/lib/merchants/schema";
import { BrandColourField } from "./brand-colour-field";
import { BrandPreview } from "./brand-preview";

const schema = z.object({ brand: brandInputSchema });

type BrandFormProps = {
  place: ActionPlace;
  merchantName: string;
  revision: number;
  change: Change;
  brand: BrandInput;
};

/** C-121: what members' pages look like. */
export function BrandForm({ place, merchantName, revision, change, brand }: BrandFormProps) {
  const t = useTranslations("brand");
  const edit = useEditForm({
    schema,
    ...{ values: { brand }, revision, change },
    thing: `${place.merchant}:brand`,
    action: editBrand,
    where: place,
    input: (typed, known) => ({ revision: known, ...typed }),
    success: t("saved"),
  });
  return (
    <ActionForm
      form={edit.form}
      className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,480px)_minmax(0,1fr)]"
    >
      <div className="grid gap-4">
        <EditGuards edit={edit} />
        <FormSection id="colour" title={t("colour")} help={t("colourHelp")}>
          <BrandColourField />
        </FormSection>
        <SaveBar />
      </div>
      <Preview merchantName={merchantName} />
    </ActionForm>
  );
}

function Preview({ merchantName }: { merchantName: string }) {
  const colour: string | null = useWatch({ name: "brand.brandColour" });
  return <BrandPreview merchantName={merchantName} colour={colour} />;
}
