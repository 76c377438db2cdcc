"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { ActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { EditGuards } from "@/components/ui/edit-guards";
import { FormSection } from "@/components/ui/form-page";
import { SaveBar } from "@/components/ui/save-bar";
import { type Change, useEditForm } from "@/components/ui/use-edit-form";
import { changeStaff } from "@/lib/merchants/actions/staff";
import { type StaffPost, staffPostSchema } from "@/lib/merchants/schema";
import { PostFields } from "./post-fields";

const schema = z.object({ post: staffPostSchema });

type PostFormProps = {
  place: ActionPlace;
  staffId: string;
  /** As the form begins: its closed stores are left out. */
  post: StaffPost;
  /** Of the post as it is stored. */
  revision: string;
  stores: readonly { id: string; name: string }[];
  isSelf: boolean;
  change: Change;
};

/** What somebody is here, and where. */
export function PostForm({ place, staffId, post, revision, stores, isSelf, change }: PostFormProps) {
  const t = useTranslations("staff.form");
  const router = useRouter();
  const edit = useEditForm({
    schema,
    values: { post },
    ...{ revision, change },
    thing: staffId,
    action: changeStaff,
    where: place,
    input: (typed, known) => ({ staffId, revision: known, ...typed }),
    success: t("changed"),
    // Who changed their own role is signed out by it.
    onSuccess: () => router.refresh(),
  });
  return (
    <ActionForm form={edit.form} className="grid gap-4">
      <EditGuards edit={edit} />
      <FormSection id="post" title={t("post")} help={t("postHelp")}>
        {isSelf ? <Banner tone="warning">{t("self")}</Banner> : null}
        <PostFields of="post" stores={stores} />
      </FormSection>
      <SaveBar />
    </ActionForm>
  );
}
