"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormCheckbox, FormText } from "@/components/ui/form-fields";
import { type ListState, type ViewState, viewHref } from "@/components/ui/list-state";
import { useNavigation } from "@/components/ui/navigation";
import { saveView } from "@/lib/workspace/actions";
import { keptOf, type ListName } from "@/lib/workspace/schema";

/** A view about to be made (`viewId` null) or renamed. */
export type ViewDraft = { viewId: string | null; name: string; shared: boolean; state: ViewState };

type ViewDialogProps = {
  draft: ViewDraft;
  list: ListName;
  where: ActionPlace;
  basePath: string;
  state: ListState;
  onClose: () => void;
};

const namedSchema = z.object({
  view: z.object({ name: z.string().trim().min(1).max(40), shared: z.boolean() }),
});

/** Asks what a view is called and who sees it. */
export function ViewDialog({ draft, list, where, basePath, state, onClose }: ViewDialogProps) {
  const t = useTranslations("workspace.views");
  const { go } = useNavigation();
  const kept = keptOf(list, draft.state);
  const form = useActionForm({
    schema: namedSchema,
    defaultValues: { view: { name: draft.name, shared: draft.shared } },
    action: saveView,
    where,
    input: ({ view }) => ({ viewId: draft.viewId, view: { ...view, list, state: kept } }),
    success: t("saved"),
    onSuccess: ({ id }) => {
      onClose();
      if (draft.viewId === null) {
        go(viewHref(basePath, state, { id, state: kept }), { replace: true, scroll: false });
      }
    },
  });
  return (
    <Dialog
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t(draft.viewId === null ? "saveTitle" : "renameTitle")}
      size="sm"
    >
      <ActionForm form={form} className="grid gap-4">
        <FormText name="view.name" label={t("name")} isRequired maxLength={40} />
        <FormCheckbox name="view.shared" label={t("shareWithAll")} help={t("shareHelp")} />
        {kept.q === draft.state.q ? null : <p className="text-sm text-ink-2">{t("withoutWords")}</p>}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose} isDisabled={form.pending}>
            {t("cancel")}
          </Button>
          <Button type="submit" variant="primary" isPending={form.pending}>
            {t("saveShort")}
          </Button>
        </div>
      </ActionForm>
    </Dialog>
  );
}
