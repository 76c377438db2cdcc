"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { FormSection } from "@/components/ui/form-page";
import { SaveBar } from "@/components/ui/save-bar";
import { changeStaff } from "@/lib/merchants/actions/staff";
import { type StaffPost, staffPostSchema } from "@/lib/merchants/schema";
import { PostFields } from "./post-fields";

const schema = z.object({ post: staffPostSchema });

type PostFormProps = {
  place: ActionPlace;
  staffId: string;
  post: StaffPost;
  stores: readonly { id: string; name: string }[];
  isSelf: boolean;
};

/** What somebody is here, and where. */
export function PostForm({ place, staffId, post, stores, isSelf }: PostFormProps) {
  const t = useTranslations("staff.form");
  const router = useRouter();
  const form = useActionForm({
    schema,
    defaultValues: { post },
    action: changeStaff,
    where: place,
    input: (typed) => ({ staffId, ...typed }),
    success: t("changed"),
    // Who changed their own role is signed out by it.
    onSuccess: () => router.refresh(),
  });
  return (
    <ActionForm form={form} className="grid gap-4">
      <FormSection id="post" title={t("post")} help={t("postHelp")}>
        {isSelf ? <Banner tone="warning">{t("self")}</Banner> : null}
        <PostFields of="post" stores={stores} />
      </FormSection>
      <SaveBar />
    </ActionForm>
  );
}
