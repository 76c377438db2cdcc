"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { consolePath } from "@/components/merchants/console-path";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { EditGuards } from "@/components/ui/edit-guards";
import { FormActions } from "@/components/ui/form-actions";
import { FormCheckbox, FormText } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { asRoute } from "@/components/ui/link";
import { SaveBar } from "@/components/ui/save-bar";
import { type Change, useEditForm } from "@/components/ui/use-edit-form";
import { addMember, editMember } from "@/lib/members/actions/directory";
import { emailInputSchema, profileInputSchema } from "@/lib/members/schema";
import { ProfileFields } from "./profile-fields";

type Store = { id: string; name: string };
type Common = { place: ActionPlace; stores: readonly Store[]; mayBeOnline: boolean };

const addSchema = z.object({
  phone: z.string().trim().min(4, { message: "phone_invalid" }).max(32),
  email: emailInputSchema,
  profile: profileInputSchema,
  despiteErasure: z.boolean(),
});

/** C-60, somebody becomes a member by hand. */
export function AddMemberForm({ place, stores, mayBeOnline }: Common) {
  const t = useTranslations("members.form");
  const router = useRouter();
  const form = useActionForm<z.input<typeof addSchema>, z.output<typeof addSchema>, { memberId: string }>({
    schema: addSchema,
    defaultValues: {
      ...{ phone: "", email: "", despiteErasure: false },
      profile: {
        ...{ name: "", nickname: "", birthday: "", externalId: "" },
        homeStoreId: mayBeOnline ? null : (stores[0]?.id ?? null),
      },
    },
    action: addMember,
    where: place,
    success: t("added"),
    onSuccess: ({ memberId }) => router.push(asRoute(consolePath(place, "members", memberId))),
  });
  return (
    <ActionForm form={form} className="grid gap-4">
      <FormSection id="contact" title={t("contact")}>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <FormText
            name="phone"
            label={t("phone")}
            type="tel"
            help={t("phoneHelp")}
            isRequired
            maxLength={32}
          />
          <FormText name="email" label={t("email")} type="email" maxLength={254} />
        </div>
        <FormCheckbox name="despiteErasure" label={t("despiteErasure")} help={t("despiteErasureHelp")} />
      </FormSection>
      <ProfileFields stores={stores} mayBeOnline={mayBeOnline} />
      <FormActions submitLabel={t("add")} />
    </ActionForm>
  );
}

const editSchema = z.object({
  profile: profileInputSchema,
  contact: z.object({ phone: z.string().trim().max(32), email: emailInputSchema, noEmail: z.boolean() }),
});

type EditTyped = z.input<typeof editSchema>;

type EditMemberFormProps = Common & {
  memberId: string;
  revision: number;
  change: Change;
  profile: z.input<typeof profileInputSchema>;
  /** As they may be shown; null = this person may not change how a member is reached. */
  shown: { phone: string; email: string | null } | null;
};

/** C-61, what is known of a member. */
export function EditMemberForm(props: EditMemberFormProps) {
  const { place, stores, mayBeOnline, memberId, revision, change, profile, shown } = props;
  const t = useTranslations("members.form");
  const router = useRouter();
  const edit = useEditForm<EditTyped, z.output<typeof editSchema>, { revision: number }>({
    schema: editSchema,
    values: { profile, contact: { phone: "", email: "", noEmail: false } },
    ...{ revision, change },
    // All of it is about a person: a shared computer shall not keep it.
    thing: null,
    action: editMember,
    where: place,
    input: (typed, known) => ({ memberId, revision: known, ...typed }),
    success: t("saved"),
    onSuccess: () => router.push(asRoute(consolePath(place, "members", memberId))),
  });
  return (
    <ActionForm form={edit.form} className="grid gap-4">
      <EditGuards edit={edit} />
      <ProfileFields stores={stores} mayBeOnline={mayBeOnline} />
      {shown ? (
        <FormSection id="contact" title={t("contact")} help={t("contactHelp")}>
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <FormText
              name="contact.phone"
              label={t("newPhone")}
              type="tel"
              maxLength={32}
              placeholder={shown.phone}
              help={t("newPhoneHelp")}
            />
            <FormText
              name="contact.email"
              label={t("newEmail")}
              type="email"
              maxLength={254}
              placeholder={shown.email ?? ""}
            />
          </div>
          {shown.email ? <FormCheckbox name="contact.noEmail" label={t("noEmail")} /> : null}
        </FormSection>
      ) : null}
      <SaveBar />
    </ActionForm>
  );
}
