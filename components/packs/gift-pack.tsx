"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { z } from "zod";
import { ActionForm, useActionForm, useFormContextOfAction } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormNumber, FormSelect, FormSwitch, FormText } from "@/components/ui/form-fields";
import { useNavigation } from "@/components/ui/navigation";
import { toast } from "@/components/ui/toast";
import { useRunAction } from "@/components/ui/use-run-action";
import { findGiftTarget, giftPack, openGift } from "@/lib/packs/actions";
import { giftFormSchema } from "@/lib/packs/schema";
import type { CountryOption } from "@/lib/platform/phone";

type GiftPackProps = {
  pack: { id: string; name: string };
  where: ActionPlace;
  /** The pack's own page. */
  path: string;
  /** The most that this person may give at once. */
  most: number;
  onClose: () => void;
};

type Gift = z.input<typeof giftFormSchema>;
type Given = { state: "delivered" | "waiting" };

type Opened = {
  countries: readonly CountryOption[];
  country: string;
  /** Whether they may give to a number that is no member yet. */
  mayInvite: boolean;
};

/** Gives packs to a phone number; one that is no member yet gets them on registration (K7). */
export function GiftPack(props: GiftPackProps) {
  const { pack, where, onClose } = props;
  const t = useTranslations("packs.gift");
  const ui = useTranslations("ui");
  const opened = useOpened(where);
  return (
    <Dialog
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title", { name: pack.name })}
      size="sm"
    >
      {opened ? (
        <GiftForm {...props} opened={opened} />
      ) : (
        <p role="status" className="min-h-64 text-sm text-ink-2">
          {ui("loading")}
        </p>
      )}
    </Dialog>
  );
}

/** The countries to choose from; where they cannot be had, a number is taken as one of the merchant's own. */
function useOpened({ merchant, store }: ActionPlace): Opened | null {
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    let current = true;
    const settle = (value: Opened) => {
      if (current) setOpened(value);
    };
    const none = { countries: [], country: "", mayInvite: false };
    openGift({ merchant, store, input: {} }).then(
      (answer) => settle(answer.ok ? answer.value : none),
      () => settle(none),
    );
    return () => {
      current = false;
    };
  }, [merchant, store]);
  return opened;
}

function GiftForm({ pack, where, path, most, onClose, opened }: GiftPackProps & { opened: Opened }) {
  const t = useTranslations("packs.gift");
  const ui = useTranslations("ui");
  const router = useRouter();
  const { go } = useNavigation();
  const { countries, country, mayInvite } = opened;
  const schema = giftFormSchema.extend({ quantity: z.int().min(1).max(Math.min(most, 99)) });
  const form = useActionForm<Gift, z.output<typeof schema>, Given>({
    schema: schema as unknown as z.ZodType<z.output<typeof schema>, Gift>,
    defaultValues: { country: country || undefined, phone: "", quantity: 1, note: "", invite: false },
    action: giftPack,
    where,
    input: (values) => ({ packId: pack.id, gift: values }),
    onSuccess: ({ state }, { invite }) => {
      const waits = invite ? "invited" : "waits";
      toast.lead(t(state === "waiting" ? waits : "given"), t("record"), () => go(`${path}/gifts`));
      onClose();
      router.refresh();
    },
  });
  const [chosen, phone] = form.methods.watch(["country", "phone"]);
  return (
    <ActionForm form={form} className="grid gap-4">
      {countries.length > 0 ? (
        <FormSelect
          name="country"
          label={t("country")}
          options={countries.map(({ code, name, callingCode }) => ({
            value: code,
            label: `${name} +${callingCode}`,
          }))}
        />
      ) : null}
      <FormText
        name="phone"
        label={t("phone")}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        maxLength={32}
        isRequired
      />
      <Recipient where={where} phone={phone} country={chosen} />
      <FormNumber name="quantity" label={t("quantity")} help={t("most", { most })} isRequired />
      <FormText name="note" label={t("note")} help={t("noteHelp")} maxLength={200} />
      {mayInvite ? <FormSwitch name="invite" label={t("invite")} help={t("inviteHelp")} /> : null}
      <Buttons cancel={ui("cancel")} onCancel={onClose} />
    </ActionForm>
  );
}

function Buttons({ cancel, onCancel }: { cancel: string; onCancel: () => void }) {
  const t = useTranslations("packs.gift");
  const { pending } = useFormContextOfAction();
  return (
    <div className="flex justify-end gap-2">
      <Button onPress={onCancel} isDisabled={pending}>
        {cancel}
      </Button>
      <Button type="submit" variant="primary" isPending={pending} pendingLabel={t("giving")}>
        {t("give")}
      </Button>
    </div>
  );
}

type RecipientProps = { where: ActionPlace; phone: string; country: string | undefined };

/** Says whose number it is, masked, before anything is given; asked for only when somebody wants to know. */
function Recipient({ where, phone, country }: RecipientProps) {
  const t = useTranslations("packs.gift");
  const { run, pending } = useRunAction(findGiftTarget, where);
  const [found, setFound] = useState<{ asked: string; words: string } | null>(null);
  const asked = `${country} ${phone}`;
  const look = async () => {
    const result = await run({ phone, country });
    if (!result?.ok) return;
    const { target } = result.value;
    const words =
      target === null
        ? t("wrong")
        : target.type !== "member"
          ? t(target.type)
          : t("member", { name: target.name ?? t("noName"), phone: target.phone });
    setFound({ asked, words });
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        size="sm"
        isPending={pending}
        isDisabled={phone.replace(/\D/g, "").length < 4}
        onPress={() => void look()}
      >
        {t("who")}
      </Button>
      <p role="status" className="min-w-0 flex-1 text-sm text-ink-2">
        {found?.asked === asked ? found.words : null}
      </p>
    </div>
  );
}
