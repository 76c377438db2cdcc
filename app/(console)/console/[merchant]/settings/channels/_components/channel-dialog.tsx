"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace, StaffAction } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormActions } from "@/components/ui/form-actions";
import { FormSelect, FormText } from "@/components/ui/form-fields";
import { createChannel, editChannel } from "@/lib/links/actions";
import type { ChannelRow } from "@/lib/links/queries/channels";
import { builtInChannels, channelInputSchema } from "@/lib/links/schema";

const schema = z.object({ channel: channelInputSchema });
type Form = z.input<typeof schema>;

const colours = [...builtInChannels.map(({ colour }) => colour), "#b7791f", "#be185d"];

type ChannelFormProps = {
  place: ActionPlace;
  /** Given: this one is changed. */
  channel?: ChannelRow;
  onDone: () => void;
};

function ChannelForm({ place, channel, onDone }: ChannelFormProps) {
  const t = useTranslations("links.settings");
  const ui = useTranslations("ui");
  const action: StaffAction<unknown> = channel ? editChannel : createChannel;
  const form = useActionForm<Form, z.output<typeof schema>, unknown>({
    schema,
    defaultValues: {
      channel: {
        name: channel?.name ?? "",
        code: channel?.code ?? "",
        colour: channel?.colour ?? "#187645",
        utmSource: channel?.utmSource ?? "",
        utmMedium: channel?.utmMedium ?? "",
      },
    },
    action,
    where: place,
    input: ({ channel: { code, ...typed } }) =>
      channel
        ? { channelId: channel.id, revision: channel.revision, channel: typed }
        : { channel: { code, ...typed } },
    success: t(channel ? "saved" : "added"),
    onSuccess: onDone,
  });
  return (
    <ActionForm form={form} className="grid gap-4">
      <FormText name="channel.name" label={t("name")} isRequired maxLength={40} autoComplete="off" />
      <FormText
        name="channel.code"
        label={t("code")}
        help={t("codeHelp")}
        isRequired
        mono
        isDisabled={channel !== undefined}
        maxLength={30}
        autoComplete="off"
      />
      <FormSelect
        name="channel.colour"
        label={t("colour")}
        options={[...new Set([...colours, ...(channel ? [channel.colour] : [])])].map((value) => ({
          value,
          label: value,
        }))}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <FormText name="channel.utmSource" label={t("utmSource")} maxLength={60} autoComplete="off" />
        <FormText name="channel.utmMedium" label={t("utmMedium")} maxLength={60} autoComplete="off" />
      </div>
      <p className="text-xs text-ink-2">{t("utmHelp")}</p>
      <FormActions
        guard={false}
        submitLabel={t(channel ? "save" : "add")}
        secondary={<Button onPress={onDone}>{ui("cancel")}</Button>}
      />
    </ActionForm>
  );
}

/** C-51, a new channel. */
export function AddChannel({ place }: { place: ActionPlace }) {
  const t = useTranslations("links.settings");
  return (
    <Dialog title={t("addTitle")} trigger={<Button variant="primary">{t("add")}</Button>}>
      {(close) => <ChannelForm place={place} onDone={close} />}
    </Dialog>
  );
}

/** C-51, what a channel is called and how its links begin. */
export function EditChannel({ place, channel }: { place: ActionPlace; channel: ChannelRow }) {
  const t = useTranslations("links.settings");
  return (
    <Dialog title={t("editTitle", { name: channel.name })} trigger={<Button size="sm">{t("edit")}</Button>}>
      {(close) => <ChannelForm place={place} channel={channel} onDone={close} />}
    </Dialog>
  );
}
