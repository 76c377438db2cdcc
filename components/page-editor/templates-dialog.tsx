"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";
import { useRunAction } from "@/components/ui/use-run-action";
import { deletePageTemplate, savePageTemplate } from "@/lib/activities/actions/pages";
import type { PageTemplate } from "@/lib/activities/queries/pages";
import { applyTemplate, presetKeys, presetPage } from "@/lib/activities/rules/page-presets";
import type { Page } from "@/lib/activities/schema/page";
import type { Theme } from "@/lib/activities/schema/theme";
import type { OpenDialog } from "./open-on-press";
import type { PageEditor } from "./use-page-editor";

type TemplatesDialogProps = OpenDialog & {
  place: ActionPlace;
  editor: PageEditor;
  templates: readonly PageTemplate[];
};

/** Looks to begin with: ten of ours and the merchant's own. What the page says stays; one undo takes it back. */
export function TemplatesDialog({ place, editor, templates, ...dialog }: TemplatesDialogProps) {
  const t = useTranslations("page-editor");
  const [own, setOwn] = useState(templates);
  const [name, setName] = useState("");
  const saving = useRunAction(savePageTemplate, place);
  const deleting = useRunAction(deletePageTemplate, place);
  const apply = (template: Page, close: () => void) => {
    editor.edit({ do: "replace", page: applyTemplate(editor.page, template) });
    close();
  };
  const keep = async () => {
    const { page } = editor;
    const result = await saving.run({ name: name.trim(), page }, { success: t("templates.kept") });
    if (!result?.ok) return;
    setOwn([{ id: result.value.id, name: name.trim(), page }, ...own]);
    setName("");
  };
  const drop = async (id: string) => {
    const result = await deleting.run({ templateId: id });
    if (result?.ok) setOwn(own.filter((one) => one.id !== id));
  };
  return (
    <Dialog title={t("templates.title")} size="lg" {...dialog}>
      {(close) => (
        <div className="grid gap-5">
          <p className="text-sm text-ink-2">{t("templates.text")}</p>
          <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
            {presetKeys.map((key) => (
              <li key={key}>
                <Choice
                  name={t(`presets.${key}`)}
                  theme={presetPage(key).theme}
                  onChoose={() => apply(presetPage(key), close)}
                />
              </li>
            ))}
          </ul>
          <h3 className="text-sm font-semibold">{t("templates.own")}</h3>
          {own.length === 0 ? <p className="text-sm text-ink-2">{t("templates.none")}</p> : null}
          <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
            {own.map((template) => (
              <li key={template.id} className="flex items-center gap-1">
                <Choice
                  name={template.name}
                  theme={template.page.theme}
                  onChoose={() => apply(template.page, close)}
                />
                <ConfirmDialog
                  title={t("templates.delete", { name: template.name })}
                  confirmLabel={t("templates.deleteNow")}
                  danger
                  onConfirm={() => drop(template.id)}
                  trigger={
                    <Button
                      size="sm"
                      variant="ghost"
                      iconOnly
                      aria-label={t("templates.delete", { name: template.name })}
                    >
                      <Trash2 aria-hidden="true" />
                    </Button>
                  }
                >
                  {t("templates.deleteText")}
                </ConfirmDialog>
              </li>
            ))}
          </ul>
          <div className="flex items-end gap-2">
            <TextField label={t("templates.name")} value={name} maxLength={60} onChange={setName} />
            <Button isPending={saving.pending} isDisabled={name.trim() === ""} onPress={() => void keep()}>
              {t("templates.keep")}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function Choice({ name, theme, onChoose }: { name: string; theme: Theme; onChoose: () => void }) {
  return (
    <Button className="h-auto w-full min-w-0 justify-start gap-3 py-2" onPress={onChoose}>
      <Swatches theme={theme} />
      <span className="truncate">{name}</span>
    </Button>
  );
}

function Swatches({ theme }: { theme: Theme }) {
  const { background } = theme;
  const ground =
    background.type === "gradient"
      ? [background.from, background.to]
      : background.type === "colour"
        ? [background.colour]
        : ["#faf9f7"];
  const colours = [...ground, theme.surface ?? "#ffffff", theme.accent ?? "#bc3a15"];
  return (
    <span aria-hidden="true" className="flex shrink-0 overflow-hidden rounded border border-border">
      {colours.map((colour, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: swatches have no names and never move.
        <span key={at} className="h-6 w-4" style={{ background: colour }} />
      ))}
    </span>
  );
}
