"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { usePackFormFacts } from "@/components/packs/form-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SearchFailed } from "@/components/ui/search-failed";
import type { Option } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { findActivities } from "@/lib/activities/actions";
import { activityPath } from "@/lib/activities/schema/path";

type ActivityPagesProps = { onChoose: (page: Option) => void; onClose: () => void };

/** Chooses the page of an activity that runs: the newest first, the rest by search. */
export function ActivityPages({ onChoose, onClose }: ActivityPagesProps) {
  const t = useTranslations("packs.form.advanced.activity");
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<Option | null>(null);
  const { found, failed, retry } = useRunning(query.trim());
  return (
    <Dialog
      title={t("title")}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      footer={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button variant="primary" isDisabled={!chosen} onPress={() => chosen && onChoose(chosen)}>
            {t("use")}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <TextField
          label={t("search")}
          labelHidden
          placeholder={t("search")}
          type="search"
          value={query}
          onChange={setQuery}
        />
        {failed ? (
          <SearchFailed onRetry={retry} />
        ) : (
          <p role="status" className="text-xs text-ink-2">
            {found === null ? t("searching") : t("found", { count: found.length })}
          </p>
        )}
        <ul className="grid divide-y divide-border">
          {(found ?? []).map(({ id, name, code, slug }) => {
            const page = { value: activityPath(slug), label: name };
            return (
              <li key={id}>
                <label className="flex cursor-pointer items-center gap-3 py-2.5">
                  <input
                    type="radio"
                    name="activity-page"
                    className="size-4 shrink-0 accent-brand"
                    checked={chosen?.value === page.value}
                    onChange={() => setChosen(page)}
                  />
                  <span className="grid min-w-0 flex-1">
                    <span className="font-[550] wrap-anywhere">{name}</span>
                    <span className="font-mono text-xs text-ink-2 wrap-anywhere">{code}</span>
                  </span>
                </label>
              </li>
            );
          })}
        </ul>
      </div>
    </Dialog>
  );
}

const PAUSE_MS = 250;
type Found = readonly { id: string; name: string; code: string; slug: string }[];

/** What runs and is called so; null while it is looked for, and where that failed. */
function useRunning(text: string) {
  const { where } = usePackFormFacts();
  const [tries, setTries] = useState(0);
  const [answer, setAnswer] = useState<{ text: string; rows: Found | null } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies(tries): asked again, it is another search for the same.
  useEffect(() => {
    let current = true;
    const timer = setTimeout(
      async () => {
        const result = await findActivities({ ...where, input: { text, running: true } }).catch(() => null);
        if (current) setAnswer({ text, rows: result?.ok ? result.value : null });
      },
      text === "" ? 0 : PAUSE_MS,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, where, tries]);
  const settled = answer?.text === text ? answer : null;
  const retry = () => {
    setAnswer(null);
    setTries((before) => before + 1);
  };
  return { found: settled?.rows ?? null, failed: settled?.rows === null, retry };
}
