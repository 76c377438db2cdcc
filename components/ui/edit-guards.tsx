"use client";

import { useFormatter, useLocale, useNow, useTranslations } from "next-intl";
import { type FieldValues, useFormContext } from "react-hook-form";
import { useFormContextOfAction } from "./action-form";
import { Banner } from "./banner";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { differences } from "./form-diff";
import { toast } from "./toast";
import type { EditForm } from "./use-edit-form";

type GuardsProps<In extends FieldValues, Out> = { edit: EditForm<In, Out> };

/** Inside the form of something that exists: offers what was not saved before, and asks when two people saved. */
export function EditGuards<In extends FieldValues, Out>({ edit }: GuardsProps<In, Out>) {
  return (
    <>
      {edit.kept ? <KeptBanner edit={edit} at={edit.kept.at} /> : null}
      {edit.conflict ? <ConflictDialog edit={edit} conflict={edit.conflict} /> : null}
    </>
  );
}

function KeptBanner<In extends FieldValues, Out>({ edit, at }: GuardsProps<In, Out> & { at: number }) {
  const t = useTranslations("ui.edit_form");
  const locale = useLocale();
  const when = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
  return (
    <Banner
      tone="info"
      action={
        <span className="flex gap-2">
          <Button size="sm" onPress={edit.forget}>
            {t("forget")}
          </Button>
          <Button size="sm" variant="primary" onPress={edit.restore}>
            {t("restore")}
          </Button>
        </span>
      }
    >
      {t("kept", { at: when.format(at) })}
    </Banner>
  );
}

type ConflictProps<In extends FieldValues, Out> = GuardsProps<In, Out> & {
  conflict: NonNullable<EditForm<In, Out>["conflict"]>;
};

function ConflictDialog<In extends FieldValues, Out>({ edit, conflict }: ConflictProps<In, Out>) {
  const t = useTranslations("ui.edit_form");
  const format = useFormatter();
  const now = useNow();
  const { labels, words } = useFormContextOfAction();
  const { getValues } = useFormContext();
  const { base, theirs, change } = conflict;
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
          <Button onPress={edit.takeTheirs}>{t("takeTheirs")}</Button>
          <Button variant="primary" onPress={edit.keepMine}>
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
