"use client";

import { useLocale, useTranslations } from "next-intl";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { PlacementButtons } from "@/components/links/placement-buttons";
import { PlacementForm } from "@/components/links/placement-form";
import { PlacementBadge, PlacementTime } from "@/components/links/placement-words";
import type { PromotedPage } from "@/components/links/promote-dialog";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { Guard } from "@/components/ui/navigation";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { findPlacements } from "@/lib/links/actions/placements";
import type { PlacementRow } from "@/lib/links/queries/placements";
import { placementWords } from "@/lib/links/rules/placement-words";
import { LISTED, type PlacedTarget } from "@/lib/links/schema/placements";

type PromoteOnSiteProps = {
  place: ActionPlace;
  mayWrite: boolean;
  mayUpload: boolean;
  promoted: PromotedPage;
  target: PlacedTarget;
  merchant: { name: string; brandColour: string | null; timeZone: string };
  /** How the dialog asks before what was typed is lost. */
  asks: RefObject<Guard | null>;
};

/** Where the page stands on members' own pages (D4), and how it comes there. */
export function PromoteOnSite(props: PromoteOnSiteProps) {
  const { place, mayWrite, promoted, target, merchant } = props;
  const t = useTranslations("links.onSite");
  const { rows, problem, reload } = usePlacements(place, target);
  const [edited, edit] = useState<PlacementRow | "new" | null>(null);
  const done = () => {
    edit(null);
    void reload();
  };
  if (edited !== null) {
    const row = edited === "new" ? null : edited;
    return (
      <section className="grid gap-4">
        <h3 className="text-md font-semibold">{t(row ? "editTitle" : "newTitle")}</h3>
        <PlacementForm key={row?.id ?? "new"} {...props} row={row} onDone={done} />
      </section>
    );
  }
  return (
    <div className="grid gap-4">
      <p className="text-sm text-ink-2">{t(mayWrite ? "about" : "aboutRead")}</p>
      {mayWrite ? (
        <Button variant="primary" className="w-fit" onPress={() => edit("new")}>
          {t("add")}
        </Button>
      ) : null}
      {problem ? (
        <Banner
          tone="danger"
          action={
            <Button size="sm" onPress={() => void reload()}>
              {t("again")}
            </Button>
          }
        >
          {problem}
        </Banner>
      ) : null}
      {rows === null && !problem ? <p role="status">{t("loading")}</p> : null}
      {rows?.length === 0 ? <p>{t("none")}</p> : null}
      <ul aria-label={t("list")} className="grid gap-2 empty:hidden">
        {rows?.map((row) => (
          <Item
            key={row.id}
            {...{ place, mayWrite, promoted, row, reload }}
            timeZone={merchant.timeZone}
            onEdit={edit}
          />
        ))}
      </ul>
      {rows?.length === LISTED ? (
        <p className="text-xs text-ink-2">{t("newest", { count: LISTED })}</p>
      ) : null}
    </div>
  );
}

type ItemProps = {
  place: ActionPlace;
  mayWrite: boolean;
  promoted: PromotedPage;
  row: PlacementRow;
  timeZone: string;
  reload: () => Promise<void>;
  onEdit: (row: PlacementRow) => void;
};

function Item({ place, mayWrite, promoted, row, timeZone, reload, onEdit }: ItemProps) {
  const t = useTranslations("links.onSite");
  const { title } = placementWords(row, promoted, useLocale());
  const about = [
    t(`slots.${row.slot}`),
    t(`forms.${row.form}`),
    ...(row.storeName ? [t("inStore", { store: row.storeName })] : []),
    ...(row.audience.type === "all" ? [] : [t("forSome")]),
  ];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-border px-3 py-2">
      <div className="grid min-w-52 flex-1 gap-0.5">
        <span className="flex flex-wrap items-center gap-2 text-sm font-semibold wrap-anywhere">
          {title}
          <PlacementBadge state={row.state} />
        </span>
        <span className="text-xs text-ink-2">{about.join(" · ")}</span>
        <span className="text-xs text-ink-2">
          <PlacementTime {...row} timeZone={timeZone} />
        </span>
      </div>
      {mayWrite ? (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onPress={() => onEdit(row)}>
            {t("edit")}
            <span className="sr-only"> {title}</span>
          </Button>
          <PlacementButtons
            place={place}
            placement={{ id: row.id, name: title, isOff: row.state === "off" }}
            onChange={() => void reload()}
          />
        </div>
      ) : null}
    </li>
  );
}

/** What the server tells of the page's placements. */
function usePlacements({ merchant, store }: ActionPlace, { type, id }: PlacedTarget) {
  const words = useResultWords();
  const form = useTranslations("ui.form");
  const [rows, setRows] = useState<readonly PlacementRow[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const say = useRef({ words, lost: form("lost") });
  const reload = useCallback(async () => {
    setProblem(null);
    const input = { target: { type, id } };
    const found = await findPlacements({ merchant, store, input }).catch(() => null);
    if (found?.ok) setRows(found.value);
    else setProblem(found ? say.current.words(found) : say.current.lost);
  }, [merchant, store, type, id]);
  useEffect(() => void reload(), [reload]);
  return { rows, problem, reload };
}
