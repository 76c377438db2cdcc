"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo, useRef, useState } from "react";
import { CouponSections } from "@/components/coupons/coupon-sections";
import { type CouponFormFacts, CouponFormProvider } from "@/components/coupons/form-context";
import { couponInput } from "@/components/coupons/form-input";
import { couponFormSchema } from "@/components/coupons/form-schema";
import type { CouponForm } from "@/components/coupons/form-values";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { LeaveGuard } from "@/components/ui/leave-guard";
import { asRoute } from "@/components/ui/link";
import { toast } from "@/components/ui/toast";
import { DraftLine } from "@/components/workspace/draft-line";
import { type DraftStart, useDraft, useDraftOf } from "@/components/workspace/use-draft";
import { createCoupon } from "@/lib/coupons/actions";

// Asked of cash coupons alone, and only when they are made.
const ConfirmCash = dynamic(
  () => import("@/components/coupons/confirm-cash").then((part) => part.ConfirmCash),
  {
    ssr: false,
  },
);

type CreateCouponFormProps = {
  initial: CouponForm;
  draft: DraftStart;
  facts: CouponFormFacts;
  basePath: string;
  mayPublish: boolean;
  /** The template it is begun from, whose uses are counted. */
  templateId: string | null;
};

export function CreateCouponForm({
  initial,
  draft: start,
  facts,
  basePath,
  mayPublish,
  templateId,
}: CreateCouponFormProps) {
  const t = useTranslations("coupons.form");
  const router = useRouter();
  const { timeZone, where } = facts;
  const publish = useRef(mayPublish);
  const schema = useMemo(() => couponFormSchema(timeZone), [timeZone]);
  const draft = useDraft<CouponForm>({
    kind: "coupon",
    variant: initial.benefit.type,
    start,
    where,
    titleOf: ({ name }) => name,
  });
  const form = useActionForm<CouponForm, CouponForm, { id: string }>({
    schema,
    defaultValues: initial,
    action: createCoupon,
    where,
    before: draft.settled,
    input: (values) => ({
      coupon: couponInput(values, timeZone),
      publish: publish.current,
      templateId,
      draftId: draft.id,
    }),
    onSuccess: ({ id }) => {
      toast.success(t(publish.current ? "created" : "draftSaved"));
      router.push(asRoute(`${basePath}/${id}`));
    },
  });
  const { pending, isDirty, submit } = form;
  useDraftOf(draft, form.methods);
  const [isAsking, setAsking] = useState(false);
  const send = async (now: boolean) => {
    publish.current = now;
    const isFinal = initial.benefit.type === "cash" && (await form.methods.trigger());
    if (isFinal) setAsking(true);
    else submit();
  };
  return (
    <CouponFormProvider facts={facts}>
      <ActionForm form={form}>
        <CouponSections>
          <LeaveGuard active={isDirty && !pending && draft.status.type !== "saved"} keep={draft.keep} />
          <DraftLine status={draft.status} />
          {isAsking ? <ConfirmCash isOpen onOpenChange={setAsking} onConfirm={submit} /> : null}
          <div className="flex flex-wrap justify-end gap-2 max-sm:*:flex-1">
            <Button
              size="lg"
              isDisabled={pending && publish.current}
              isPending={pending && !publish.current}
              onPress={() => send(false)}
            >
              {t("saveDraft")}
            </Button>
            {mayPublish ? (
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
            ) : null}
          </div>
        </CouponSections>
      </ActionForm>
    </CouponFormProvider>
  );
}
