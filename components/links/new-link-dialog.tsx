"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { NewLink } from "@/components/links/new-link";
import { type OwnChannel, useChannels } from "@/components/links/use-channels";
import type { ActionPlace } from "@/components/ui/action-result";
import { Dialog } from "@/components/ui/dialog";
import { asRoute } from "@/components/ui/link";
import { RadioGroup } from "@/components/ui/radio-group";
import { SearchFailed } from "@/components/ui/search-failed";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { findLinkTargets } from "@/lib/links/actions";
import {
  isOfMerchant,
  type LinkTarget,
  type SoughtType,
  type TargetType,
  targetTypes,
} from "@/lib/links/schema";

export type NewLinkDialogProps = {
  place: ActionPlace;
  /** Of links, in the view one is in. */
  path: string;
  /** The merchant's own; those that are put away are not offered. */
  channels: readonly (OwnChannel & { readonly archivedAt: Date | null })[];
  timeZone: string;
  /** Whether its maker sees links to the merchant's own pages: somebody of some stores does not. */
  seesGroup: boolean;
  onClose: () => void;
};

/** C-50: a link to the merchant's home or menu, or to an activity, pack or store's menu that is looked for by its name. */
export function NewLinkDialog(props: NewLinkDialogProps) {
  const { place, path, channels, timeZone, seesGroup, onClose } = props;
  const t = useTranslations("links.make");
  const words = useTranslations("links");
  const router = useRouter();
  const known = useChannels(channels.filter(({ archivedAt }) => archivedAt === null));
  const [type, setType] = useState<TargetType>("activity");
  const [id, setId] = useState("");
  const [code, setCode] = useState("social");
  const channel = known.find((one) => one.code === code);
  return (
    <Dialog title={t("new")} size="md" isOpen onOpenChange={(open) => (open ? undefined : onClose())}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <RadioGroup
          label={t("target")}
          variant="segments"
          value={type}
          onChange={(value) => {
            setType(targetTypes.find((one) => one === value) ?? "activity");
            setId("");
          }}
          options={targetTypes
            .filter((value) => seesGroup || !isOfMerchant(value))
            .map((value) => ({ value, label: words(`list.${value}`) }))}
        />
        {isOfMerchant(type) ? null : <Found key={type} {...{ place, type, id }} onChoose={setId} />}
        <Select
          label={words("dialog.channel")}
          value={code}
          onChange={setCode}
          options={known.map((one) => ({ value: one.code, label: one.name }))}
        />
        {channel ? (
          <NewLink
            key={code}
            {...{ place, channel, timeZone }}
            target={targetOf(type, id)}
            onMade={async (link) => {
              onClose();
              router.push(asRoute(`${path}/${link.id}`));
            }}
          />
        ) : null}
      </div>
    </Dialog>
  );
}

/** Null = it is not chosen yet. */
function targetOf(type: TargetType, id: string): LinkTarget | null {
  if (isOfMerchant(type)) return { type, id: "" };
  return id === "" ? null : { type, id };
}

const WAIT_MS = 250;

type FoundProps = {
  place: ActionPlace;
  type: SoughtType;
  id: string;
  onChoose: (id: string) => void;
};

function Found({ place: { merchant, store }, type, id, onChoose }: FoundProps) {
  const t = useTranslations("links.make");
  const [text, setText] = useState("");
  const [again, setAgain] = useState(0);
  const [found, setFound] = useState<readonly { id: string; name: string }[] | "failed" | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` asks once more.
  useEffect(() => {
    let isHere = true;
    const look = async () => {
      const input = { type, text: text.trim() };
      const answer = await findLinkTargets({ merchant, store, input }).catch(() => null);
      if (isHere) setFound(answer?.ok ? answer.value : "failed");
    };
    const timer = setTimeout(() => void look(), WAIT_MS);
    return () => {
      isHere = false;
      clearTimeout(timer);
    };
  }, [merchant, store, type, text, again]);
  return (
    <div className="grid gap-3">
      <TextField label={t(`find.${type}`)} type="search" value={text} maxLength={60} onChange={setText} />
      <div className="max-h-48 min-h-16 overflow-y-auto" aria-live="polite">
        {found === "failed" ? <SearchFailed onRetry={() => setAgain(again + 1)} /> : null}
        {found === null ? <p className="text-sm text-ink-2">{t("looking")}</p> : null}
        {Array.isArray(found) && found.length === 0 ? (
          <p className="text-sm text-ink-2">{t(`nothing.${type}`)}</p>
        ) : null}
        {Array.isArray(found) && found.length > 0 ? (
          <RadioGroup
            label={t("which")}
            labelHidden
            value={id}
            onChange={onChoose}
            options={found.map((one) => ({ value: one.id, label: one.name }))}
          />
        ) : null}
      </div>
    </div>
  );
}
