"use client";

import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { FormMultiSelect, FormRadio } from "@/components/ui/form-fields";
import { worksInStores } from "@/lib/merchants/schema";
import { type Role, roles } from "@/lib/platform/auth/scope";

type PostFieldsProps = {
  /** The field that holds role and stores: `invite` or `post`. */
  of: "invite" | "post";
  stores: readonly { id: string; name: string }[];
};

/** Which role, with what it means, and the stores of those roles that work in some stores only. */
export function PostFields({ of, stores }: PostFieldsProps) {
  const t = useTranslations("staff.form");
  const words = useTranslations("common.roles");
  const about = useTranslations("staff.about");
  const role: Role = useWatch({ name: `${of}.role` });
  return (
    <>
      <FormRadio
        name={`${of}.role`}
        label={t("role")}
        variant="cards"
        options={roles.map((value) => ({ value, label: words(value), description: about(value) }))}
      />
      {worksInStores(role) ? (
        <FormMultiSelect
          name={`${of}.storeIds`}
          label={t("stores")}
          help={t("storesHelp")}
          isRequired
          options={stores.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
    </>
  );
}
