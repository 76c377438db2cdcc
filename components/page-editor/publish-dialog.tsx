"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DateTimeField } from "@/components/ui/date-time";
import { Dialog } from "@/components/ui/dialog";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { useRunAction } from "@/components/ui/use-run-action";
import { publishPage, readPageVersion, unpublishPage } from "@/lib/activities/actions/pages";
import type { PageLive } from "@/lib/activities/publish-page";
import { pageChanges } from "@/lib/activities/rules/page-changes";
import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { contrastWarnings } from "@/lib/activities/rules/page-theme";
import { pageWeight } from "@/lib/activities/rules/page-weight";
import type { Page } from "@/lib/activities/schema/page";
import { toInstant } from "@/lib/kernel/time";
import { ChangeList } from "./change-list";
import type { OpenDialog } from "./open-on-press";
import { changedTo } from "./page-saver";
import type { Autosave } from "./use-autosave";

export type LiveNow = {
  /** Of the version members see; null = the default page. */
  readonly number: number | null;
  readonly page: Page | null;
  readonly scheduled: { readonly number: number; readonly at: string } | null;
};

type PublishDialogProps = OpenDialog & {
  place: ActionPlace;
  activityId: string;
  timeZone: string;
  page: Page;
  /** Of its pictures, as a phone fetches them; null = not known. */
  bytes: number | null;
  live: LiveNow;
  /** `isNew`: the page as it is here is what members see since now. */
  onLive: (live: LiveNow, isNew: boolean) => void;
  save: Autosave;
  /** Leads to a section that is not ready to be published. */
  onSection: (id: string) => void;
  /** Leads to the colours. */
  onTheme: () => void;
};

/** Shows what would change for members and what is hard to read, and publishes, now or at a time. */
export function PublishDialog(props: PublishDialogProps) {
  const { place, activityId, timeZone, page, bytes, live, onLive, save, isOpen, onOpenChange } = props;
  const t = useTranslations("page-editor");
  const locale = useLocale();
  const [when, setWhen] = useState("now");
  const [at, setAt] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const { run, pending } = useRunAction(publishPage, place);
  const back = useRunAction(unpublishPage, place);
  const [wasAsked, setAsked] = useState(false);
  const [isMeant, mean] = useState(false);
  const [problem, setProblem] = useState<"unsaved" | "noTime" | null>(null);
  const isHeavy = bytes === null || pageWeight(bytes) === "heavy";
  const warnings = contrastWarnings(page.theme);

  /** What is live now by the server's word: what was live before, as far as this window knows it. */
  const take = async (now: PageLive, known: LiveNow, isNew = false) => {
    const same = now.live === known.number || now.live === null;
    const input = { activityId, number: now.live ?? 0 };
    const read = same ? null : await readPageVersion({ ...place, input }).catch(() => null);
    const found = now.live === known.number ? known.page : read?.ok ? read.value : null;
    onLive({ number: now.live, page: found, scheduled: now.scheduled }, isNew);
  };
  const takeBack = async (what: "schedule" | "publication", number: number) => {
    const result = await back.run({ activityId, what, number });
    if (result?.ok) await take(result.value, live);
  };
  const publish = async (close: () => void) => {
    const time = when === "later" && at ? toInstant(at, timeZone) : null;
    if (when === "later" && !time) return setProblem("noTime");
    if (isHeavy && !isMeant) return setAsked(true);
    setProblem(null);
    if (!(await save.saveNow())) return setProblem("unsaved");
    const version = save.latest();
    const result = await run({ activityId, version, at: time?.toISOString() ?? null, note });
    const theirs = changedTo(result);
    if (theirs !== null) {
      close();
      return save.meet(theirs);
    }
    const wrong = result?.ok === false && result.kind === "refused" ? result.refusal.params?.section : null;
    if (typeof wrong === "string") {
      close();
      return props.onSection(wrong);
    }
    if (!result?.ok) return;
    await take(result.value, time ? live : { ...live, number: version, page }, !time);
    close();
    if (time) return toast.success(t("publish.scheduled"));
    toast.undo(t("publish.done"), t("publish.undo"), () => void takeBack("publication", version));
  };
  return (
    <Dialog
      title={t("publish.title")}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      footer={(close) => (
        <>
          <Button onPress={close}>{t("cancel")}</Button>
          <Button variant="primary" isPending={pending} onPress={() => void publish(close)}>
            {t(when === "now" ? "publish.now" : "publish.schedule")}
          </Button>
        </>
      )}
    >
      <div className="grid gap-4">
        <ChangeList changes={pageChanges(live.page ?? defaultPage(), page)} none={t("changes.none")} />
        {warnings.length > 0 ? (
          <Banner
            tone="warning"
            title={t("publish.contrast", { count: warnings.length })}
            action={
              <Button
                size="sm"
                onPress={() => {
                  onOpenChange(false);
                  props.onTheme();
                }}
              >
                {t("publish.toTheme")}
              </Button>
            }
          >
            <ul className="list-disc ps-5">
              {warnings.map(({ token, colour, ratio }) => (
                <li key={token}>
                  {t("publish.warning", {
                    name: t(`tokens.${token}`),
                    colour,
                    ratio: Math.floor(ratio * 10) / 10,
                  })}
                </li>
              ))}
            </ul>
          </Banner>
        ) : null}
        {isHeavy ? (
          <Banner
            tone={wasAsked && !isMeant ? "danger" : "warning"}
            title={t(bytes === null ? "weight.unknown" : "weight.title")}
          >
            <p>
              {bytes === null ? t("weight.unknownText") : t("weight.text", { size: Math.ceil(bytes / 1000) })}
            </p>
            <Checkbox label={t("weight.confirm")} value={isMeant} onChange={mean} />
          </Banner>
        ) : null}
        {live.scheduled ? (
          <Banner
            action={
              <Button
                size="sm"
                isPending={back.pending}
                onPress={() => void takeBack("schedule", live.scheduled?.number ?? 0)}
              >
                {t("publish.unschedule")}
              </Button>
            }
          >
            {t("publish.waiting", {
              number: live.scheduled.number,
              at: new Date(live.scheduled.at).toLocaleString(locale, {
                ...{ dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone },
              }),
              zone: timeZone,
            })}
          </Banner>
        ) : null}
        {problem === "unsaved" ? <Banner tone="danger">{t("unsaved")}</Banner> : null}
        <RadioGroup
          label={t("publish.when")}
          value={when}
          onChange={setWhen}
          options={[
            { value: "now", label: t("publish.now") },
            { value: "later", label: t("publish.later") },
          ]}
        />
        {when === "later" ? (
          <DateTimeField
            label={t("publish.at")}
            value={at}
            onChange={setAt}
            timeZone={timeZone}
            error={problem === "noTime" && !at ? t("publish.noTime") : undefined}
          />
        ) : null}
        <TextField
          label={t("publish.note")}
          help={t("versions.noteHelp")}
          value={note}
          onChange={setNote}
          maxLength={80}
          autoComplete="off"
        />
      </div>
    </Dialog>
  );
}
