"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { useRunAction } from "@/components/ui/use-run-action";
import { createLink } from "@/lib/links/actions";

/** Makes the link that the code of a store is of. */
export function MakeStoreCode({ place, store }: { place: ActionPlace; store: { id: string; name: string } }) {
  const t = useTranslations("stores.code");
  const router = useRouter();
  const { run, pending } = useRunAction(createLink, place);
  const make = async () => {
    const link = { target: { type: "store", id: store.id }, channel: "print", name: store.name };
    const made = await run({ link }, { success: t("made") });
    if (made?.ok) router.refresh();
  };
  return (
    <Button isPending={pending} onPress={() => void make()}>
      {t("make")}
    </Button>
  );
}
