"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo, useRef } from "react";
import { type PackFormFacts, PackFormProvider } from "@/components/packs/form-context";
import { packInput } from "@/components/packs/form-input";
import { packFormSchema } from "@/components/packs/form-schema";
import type { PackForm } from "@/components/packs/form-values";
import { PackSections } from "@/components/packs/pack-sections";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { LeaveGuard } from "@/components/ui/leave-guard";
import { asRoute } from "@/components/ui/link";
import { toast } from "@/components/ui/toast";
import { DraftLine } from "@/components/workspace/draft-line";
import { type DraftStart, useDraft, useDraftOf } from "@/components/workspace/use-draft";
import { createPack } from "@/lib/packs/actions";

type CreatePackFormProps = {
  initial: PackForm;
  draft: DraftStart;
  facts: PackFormFacts;
  basePath: string;
};

export function CreatePackForm({ initial, draft: start, facts, basePath }: CreatePackFormProps) {
  const t = useTranslations("packs.form");
  const router = useRouter();
  const { timeZone, where } = facts;
  const publish = useRef(true);
  const schema = useMemo(() => packFormSchema(timeZone), [timeZone]);
  const draft = useDraft<PackForm>({
    kind: "pack",
    variant: initial.type,
    start,
    where,
    titleOf: ({ name }) => name,
  });
  const form = useActionForm<PackForm, PackForm, { id: string }>({
    schema,
    defaultValues: initial,
    action: createPack,
    where,
    before: draft.settled,
    input: (values) => ({
      pack: packInput(values, timeZone),
      publish: publish.current,
      draftId: draft.id,
    }),
    onSuccess: ({ id }) => {
      toast.success(t(publish.current ? "created" : "draftSaved"));
      router.push(asRoute(`${basePath}/${id}`));
    },
  });
  const { pending, isDirty, submit } = form;
  useDraftOf(draft, form.methods);
  const send = (now: boolean) => {
    publish.current = now;
    submit();
  };
  return (
    <PackFormProvider facts={facts}>
      <ActionForm form={form}>
        <PackSections>
          <LeaveGuard active={isDirty && !pending && draft.status.type !== "saved"} keep={draft.keep} />
          <DraftLine status={draft.status} />
          <div className="flex flex-wrap justify-end gap-2 max-sm:*:flex-1">
            <Button
              size="lg"
              isDisabled={pending && publish.current}
              isPending={pending && !publish.current}
              onPress={() => send(false)}
            >
              {t("saveDraft")}
            </Button>
            <Button
              size="lg"
              variant="primary"
              isDisabled={pending && !publish.current}
              isPending={pending && publish.current}
              pendingLabel={t("publishing")}
              onPress={() => send(true)}
            >
              {t("publish")}
            </Button>
          </div>
        </PackSections>
      </ActionForm>
    </PackFormProvider>
  );
}
