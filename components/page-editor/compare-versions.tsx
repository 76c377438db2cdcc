"use client";

import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { readPageVersion } from "@/lib/activities/actions/pages";
import type { PageVersions } from "@/lib/activities/queries/pages";
import { pageChanges } from "@/lib/activities/rules/page-changes";
import type { Page } from "@/lib/activities/schema/page";
import { type CanvasLook, StillFrame } from "./canvas";
import { ChangeList } from "./change-list";
import { NotRead } from "./not-read";
import { useGoods } from "./use-goods";

export type NumberedPage = { readonly number: number; readonly page: Page };

type CompareVersionsProps = {
  place: ActionPlace;
  activityId: string;
  /** The page as it is now, and how pages are shown. */
  look: CanvasLook;
  version: NumberedPage;
  /** What it can be compared with beside the present page. */
  versions: PageVersions["versions"];
  isRestoring: boolean;
  onBack: () => void;
  onRestore: () => void;
};

const PRESENT = "0";

/** A version beside the present page, or beside any other version: what differs in words, and both to look at. */
export function CompareVersions(props: CompareVersionsProps) {
  const { place, activityId, look, version, versions, isRestoring, onBack, onRestore } = props;
  const t = useTranslations("page-editor");
  const locale = useLocale();
  const [against, setAgainst] = useState<NumberedPage | null>(null);
  const [again, setAgain] = useState<(() => void) | null>(null);
  /** What was asked for last: an answer that something else has overtaken is dropped. */
  const asked = useRef(PRESENT);
  const { timeZone } = look.basis.facts.activity;
  const called = (number: number) => t("versions.number", { number });
  const at = new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone,
  });
  const choose = async (value: string) => {
    asked.current = value;
    setAgain(null);
    if (value === PRESENT) return setAgainst(null);
    const input = { activityId, number: Number(value) };
    const found = await readPageVersion({ ...place, input }).catch(() => null);
    if (asked.current !== value) return;
    if (found?.ok) setAgainst({ number: input.number, page: found.value });
    else setAgain(() => () => void choose(value));
  };
  const others = versions.filter(({ number }) => number !== version.number);
  const names = {
    from: called(version.number),
    to: against ? called(against.number) : t("versions.present"),
  };
  const basis = useGoods(place, version.page, look.basis);
  const otherBasis = useGoods(place, against?.page ?? look.page, look.basis);
  const other = against ? { ...look, basis: otherBasis, page: against.page } : look;
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-end gap-2">
        <Button size="sm" onPress={onBack}>
          {t("versions.back")}
        </Button>
        <Button size="sm" variant="primary" isPending={isRestoring} onPress={onRestore}>
          {t("versions.restore", { number: version.number })}
        </Button>
        <Select
          className="w-72 max-w-full sm:ml-auto"
          label={t("versions.against", { number: version.number })}
          value={against ? String(against.number) : PRESENT}
          onChange={(value) => void choose(value)}
          options={[
            { value: PRESENT, label: t("versions.present") },
            ...others.map(({ number, note, at: when }) => ({
              value: String(number),
              label: note ? `${called(number)} · ${note}` : called(number),
              description: at.format(new Date(when)),
            })),
          ]}
        />
      </div>
      {again ? <NotRead onRetry={again} /> : null}
      <section aria-live="polite" className="grid gap-1">
        <h3 className="text-sm font-semibold">{t("versions.changed", names)}</h3>
        <ChangeList changes={pageChanges(version.page, other.page)} none={t("changes.same")} />
      </section>
      <div className="grid gap-3 sm:grid-cols-2">
        <Compared title={names.from} look={{ ...look, basis, page: version.page }} />
        <Compared title={names.to} look={other} />
      </div>
    </div>
  );
}

function Compared({ title, look }: { title: string; look: CanvasLook }) {
  return (
    <figure className="grid gap-1">
      <figcaption className="text-xs font-semibold text-ink-2">{title}</figcaption>
      <StillFrame look={look} title={title} className="h-[52vh] w-full rounded-xl border border-border" />
    </figure>
  );
}
