"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useRefusalWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { changeLinks } from "@/lib/links/actions";

type LinkStateProps = { place: ActionPlace; link: { id: string; isDisabled: boolean } };

/** Ends a link, or has it lead on again. */
export function LinkState({ place, link }: LinkStateProps) {
  const t = useTranslations("links.list");
  const router = useRouter();
  const words = useRefusalWords();
  const { run, pending } = useRunAction(changeLinks, place);
  const change = async () => {
    const result = await run({ choice: { ids: [link.id] }, change: link.isDisabled ? "enable" : "disable" });
    if (!result?.ok) return;
    const [refused] = "refused" in result.value ? result.value.refused : [];
    if (refused) toast.danger(words(refused.refusal));
    router.refresh();
  };
  return (
    <Button onPress={() => void change()} isPending={pending}>
      {t(link.isDisabled ? "enable" : "disable")}
    </Button>
  );
}
