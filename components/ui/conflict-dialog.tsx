"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { useFormContext } from "react-hook-form";
import { useFormContextOfAction } from "./action-form";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { differences } from "./form-diff";
import { toast } from "./toast";
import type { Change } from "./use-edit-form";

type ConflictProps = {
  /** The form's values as both began, and as somebody else left them. */
  base: unknown;
  theirs: unknown;
  change: Change;
  keepMine: () => void;
  takeTheirs: () => void;
};

/** Puts what was typed beside what somebody else saved meanwhile, field by field, and asks which is to stand. */
export function ConflictDialog({ base, theirs, change, keepMine, takeTheirs }: ConflictProps) {
  const t = useTranslations("ui.edit_form");
  const format = useFormatter();
  const now = useNow();
  const { labels, words } = useFormContextOfAction();
  const { getValues } = useFormContext();
  const mine = getValues();
  const fields = differences([...labels.keys()], { base, mine, theirs });
  const say = (name: string, value: unknown) => words.get(name)?.(value) ?? String(value ?? "–");
  const rows = fields.map(({ name, by, ...both }) => ({
    name,
    by,
    label: labels.get(name) ?? name,
    mine: say(name, both.mine),
    theirs: say(name, both.theirs),
  }));
  const copy = () => {
    const text = rows.map((row) => `${row.label}: ${row.mine}`).join("\n");
    const writing = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    writing.then(
      () => toast.success(t("copied")),
      () => toast.danger(t("copyFailed")),
    );
  };
  return (
    <Dialog
      isOpen
      role="alertdialog"
      size="lg"
      title={t("conflict")}
      footer={
        <>
          <Button variant="ghost" onPress={copy}>
            {t("copyMine")}
          </Button>
          <span className="flex-1" />
          <Button onPress={takeTheirs}>{t("takeTheirs")}</Button>
          <Button variant="primary" onPress={keepMine}>
            {t("keepMine")}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p>
          {change
            ? t("changedBy", { who: change.by ?? t("somebody"), when: format.relativeTime(change.at, now) })
            : t("changed")}
        </p>
        <table className="w-full border-collapse text-sm">
          <thead>
            <tr className="text-left text-xs text-ink-2">
              <th scope="col" className="py-1 pr-3 font-medium">
                {t("field")}
              </th>
              <th scope="col" className="py-1 pr-3 font-medium">
                {t("mine")}
              </th>
              <th scope="col" className="py-1 font-medium">
                {t("theirs")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name} className="border-t border-border align-top">
                <th scope="row" className="min-w-16 py-1.5 pr-3 text-left font-[550] break-keep">
                  {row.label}
                </th>
                <td className="py-1.5 pr-3 wrap-anywhere">{row.mine}</td>
                <td className="py-1.5 wrap-anywhere">{row.theirs}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 ? <p className="text-ink-2">{t("elsewhere")}</p> : null}
        <p className="text-xs text-ink-2">{t("keepHelp")}</p>
      </div>
    </Dialog>
  );
}
