"use client";

import { ArrowLeft, Redo2, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { useResultWords } from "@/components/ui/use-refusal-words";
import type { ActivityKind } from "@/lib/activities/schema";
import type { CanvasLanguage } from "./canvas";
import { type PageState, statesOf } from "./states";
import type { Autosave } from "./use-autosave";
import type { PageEditor } from "./use-page-editor";

export const frames = { small: 360, phone: 390, large: 430, tablet: 768, desktop: 1280 } as const;
/** How large the frame is shown: as large as there is room for, or in per cent. */
export const zooms = ["fit", "50", "75", "100"] as const;
export type Zoom = (typeof zooms)[number];

export type FrameName = keyof typeof frames;

/** How the page is looked at while it is edited. */
export type Looking = {
  readonly frame: FrameName;
  readonly zoom: Zoom;
  readonly state: PageState;
  readonly language: CanvasLanguage;
  readonly dark: boolean;
};

type EditorBarProps = {
  title: string;
  back: string;
  editor: PageEditor;
  save: Autosave;
  /** In how many things the draft differs from what members see. */
  changes: number;
  children: ReactNode;
};

/** What is always at hand: the way back, what became of the last edit and how many there are, undo and redo, and publishing. */
export function EditorBar({ title, back, editor, save, changes, children }: EditorBarProps) {
  const t = useTranslations("page-editor");
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-border bg-surface px-4 py-2">
      {/* A full load: the editor's page has a policy of its own (security-headers.ts). */}
      <a href={back} className="inline-flex min-h-8 items-center gap-1.5 text-sm text-ink-2 hover:text-ink">
        <ArrowLeft aria-hidden="true" className="size-4" />
        {t("back")}
      </a>
      <h1 className="min-w-0 truncate text-md font-semibold">{t("title", { name: title })}</h1>
      <SaveLine save={save} changes={changes} />
      <div className="ml-auto flex flex-wrap items-center gap-1.5">
        <Button
          size="sm"
          variant="ghost"
          iconOnly
          aria-label={t("undo")}
          isDisabled={!editor.canUndo}
          onPress={editor.undo}
        >
          <Undo2 aria-hidden="true" />
        </Button>
        <Button
          size="sm"
          variant="ghost"
          iconOnly
          aria-label={t("redo")}
          isDisabled={!editor.canRedo}
          onPress={editor.redo}
        >
          <Redo2 aria-hidden="true" />
        </Button>
        {children}
      </div>
    </header>
  );
}

function SaveLine({ save, changes }: Pick<EditorBarProps, "save" | "changes">) {
  const t = useTranslations("page-editor");
  const resultWords = useResultWords();
  const { state, savedAt } = save;
  const time = savedAt?.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const said = () => {
    if (state.kind === "failed") return t("save.failed", { why: resultWords(state.answer) ?? "" });
    if (state.kind !== "saved") return t(`save.${state.kind}`);
    return time ? t("save.saved", { time }) : t("save.untouched");
  };
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <p
        role="status"
        className={cx("text-xs", state.kind === "failed" ? "text-danger" : "text-ink-2")}
        suppressHydrationWarning
      >
        {said()}
      </p>
      {/* Beside what is announced: a count that is read out at every letter tells nobody anything. */}
      {changes > 0 ? <p className="text-xs text-ink-2">· {t("changeCount", { count: changes })}</p> : null}
      {state.kind === "failed" || state.kind === "offline" ? (
        <Button size="sm" onPress={() => void save.saveNow()}>
          {t("again")}
        </Button>
      ) : null}
    </div>
  );
}

type LookBarProps = {
  kind: ActivityKind;
  looking: Looking;
  onLook: (looking: Looking) => void;
  children: ReactNode;
};

/** In which frame, state, language and light the page is looked at. */
export function LookBar({ kind, looking, onLook, children }: LookBarProps) {
  const t = useTranslations("page-editor");
  const set = (change: Partial<Looking>) => onLook({ ...looking, ...change });
  const isFrame = (value: string): value is FrameName => value in frames;
  return (
    <fieldset className="flex flex-wrap items-end gap-3 border-b border-border bg-surface px-4 py-2">
      <legend className="sr-only">{t("look")}</legend>
      <Select
        className="w-28"
        label={t("frame")}
        value={looking.frame}
        options={Object.keys(frames).map((name) => ({ value: name, label: t(`frames.${name}`) }))}
        onChange={(value) => (isFrame(value) ? set({ frame: value }) : undefined)}
      />
      <Select
        className="w-24"
        label={t("zoom")}
        value={looking.zoom}
        options={zooms.map((zoom) => ({ value: zoom, label: zoom === "fit" ? t("fit") : `${zoom} %` }))}
        onChange={(value) => {
          const zoom = zooms.find((one) => one === value);
          if (zoom) set({ zoom });
        }}
      />
      <Select
        className="w-40"
        label={t("state")}
        value={looking.state}
        options={statesOf(kind).map((state) => ({ value: state, label: t(`states.${state}`) }))}
        onChange={(value) => {
          const state = statesOf(kind).find((one) => one === value);
          if (state) set({ state });
        }}
      />
      <Select
        className="w-28"
        label={t("language")}
        value={looking.language}
        options={[
          { value: "en", label: "English" },
          { value: "zh-CN", label: "中文" },
        ]}
        onChange={(value) => set({ language: value === "en" ? "en" : "zh-CN" })}
      />
      <Switch label={t("dark")} value={looking.dark} onChange={(dark) => set({ dark })} />
      {children}
    </fieldset>
  );
}
