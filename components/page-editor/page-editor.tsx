"use client";

import { type AbstractIntlMessages, useTranslations } from "next-intl";
import { useCallback, useMemo, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { ContentLanguages } from "@/components/ui/content-languages";
import { toast } from "@/components/ui/toast";
import type { PageTemplate } from "@/lib/activities/queries/pages";
import { countChanges, pageChanges } from "@/lib/activities/rules/page-changes";
import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { blockMedia, isRequired } from "@/lib/activities/schema/blocks";
import type { Page } from "@/lib/activities/schema/page";
import type { Language } from "@/lib/kernel/language";
import { BlockPicker } from "./block-picker";
import { BlockSettings } from "./block-settings";
import {
  CanvasBlock,
  CanvasFrame,
  type CanvasLanguage,
  type CanvasLook,
  CanvasProvider,
  CanvasRoot,
} from "./canvas";
import { CanvasPanel } from "./canvas-panel";
import { EditorBar, LookBar, type Looking } from "./editor-bar";
import { Engine, EngineCanvas } from "./engine";
import { KeptBanner } from "./kept-banner";
import {
  ConflictDialog,
  KeySheet,
  LiveBanner,
  PreviewDialog,
  PublishDialog,
  TemplatesDialog,
  VersionsDialog,
} from "./lazy-dialogs";
import { OpenOnPress } from "./open-on-press";
import { PresenceBanner } from "./presence-banner";
import type { LiveNow } from "./publish-dialog";
import { SectionList } from "./section-list";
import type { PageBasis } from "./states";
import { ThemeSettings } from "./theme-settings";
import { PageLanguages } from "./translated-settings";
import { useAutosave } from "./use-autosave";
import { useEditorKeys } from "./use-editor-keys";
import { useGoods } from "./use-goods";
import { useNewId, usePageEditor } from "./use-page-editor";
import { usePageWeight } from "./use-page-weight";
import { WeightMeter } from "./weight-meter";

export type PageEditorProps = {
  place: ActionPlace;
  activityId: string;
  /** Who edits. */
  person: string;
  title: string;
  back: string;
  brand: string | null;
  basis: PageBasis;
  draft: { page: Page; version: number; savedAt: Date | null };
  live: LiveNow;
  templates: readonly PageTemplate[];
  messages: Readonly<Record<CanvasLanguage, AbstractIntlMessages>>;
  language: CanvasLanguage;
  languages: ContentLanguages;
  canPublish: boolean;
};

/** The decoration of an activity's page (E-01): sections, the real page, settings. */
export function PageEditorScreen(props: PageEditorProps) {
  const { place, activityId, person, title, back, brand, draft, templates, messages, languages } = props;
  const t = useTranslations("page-editor");
  const editor = usePageEditor(draft.page);
  const basis = useGoods(place, editor.page, props.basis);
  const { kind } = basis.facts.activity;
  const save = useAutosave(place, { ...draft, activityId, person }, editor.page);
  const [live, setLive] = useState(props.live);
  /** What was published last from this window, unless it was taken back. */
  const [published, setPublished] = useState<Page | null>(null);
  const [looking, look] = useState<Looking>({
    ...{ frame: "phone", zoom: "fit", state: "eligible", dark: false },
    language: props.language,
  });
  const [showsKeys, showKeys] = useState(false);
  const [writing, write] = useState<Language | null>(null);
  useKeys(editor, save, { saved: t("save.now"), help: () => showKeys(true) });
  const bytes = usePageWeight(editor.page, basis.facts.activity.heroImage);
  const videoBytes = blockMedia(editor.page.blocks).videos.reduce((sum, film) => sum + film.bytes, 0);
  const shown = useMemo<CanvasLook>(() => {
    const { state, language, dark } = looking;
    return { page: editor.page, basis, brand, state, language, messages, dark };
  }, [editor.page, basis, brand, looking, messages]);
  const { choose, edit, choice, page } = editor;
  const changes = useMemo(
    () => countChanges(pageChanges(live.page ?? defaultPage(), page)),
    [live.page, page],
  );
  const { timeZone } = basis.facts.activity;
  const chosen = typeof choice === "object" && choice ? choice.block : null;
  const onSelect = useCallback((id: string | null) => choose(id === null ? null : { block: id }), [choose]);
  const onMove = useCallback((id: string, to: number) => edit({ do: "move", id, to }), [edit]);
  const block = page.blocks.find((one) => one.id === chosen);
  return (
    <div className="flex h-dvh min-h-[480px] flex-col bg-bg max-lg:h-auto">
      <EditorBar {...{ title, back, editor, save, changes }}>
        <OpenOnPress size="sm" label={t("templates.open")}>
          {(dialog) => <TemplatesDialog {...dialog} {...{ place, editor, templates }} />}
        </OpenOnPress>
        <OpenOnPress size="sm" label={t("preview.show")}>
          {(dialog) => <PreviewDialog {...dialog} {...{ place, activityId, save, timeZone }} />}
        </OpenOnPress>
        <OpenOnPress size="sm" label={t("versions.open")}>
          {(dialog) => (
            <VersionsDialog
              {...dialog}
              {...{ place, activityId, save }}
              look={shown}
              onRestored={(restored, version, savedAt) => {
                edit({ do: "replace", page: restored });
                save.goOnFrom(version, restored, savedAt);
              }}
            />
          )}
        </OpenOnPress>
        {props.canPublish ? (
          <OpenOnPress variant="primary" label={t("publish.open")}>
            {(dialog) => (
              <PublishDialog
                {...dialog}
                {...{ place, activityId, page, live, save, bytes, timeZone }}
                onLive={(now, isNew) => {
                  setLive(now);
                  setPublished(isNew ? page : null);
                }}
                onSection={onSelect}
                onTheme={() => choose("theme")}
              />
            )}
          </OpenOnPress>
        ) : null}
      </EditorBar>
      <Banner className="m-3 lg:hidden">{t("narrow")}</Banner>
      {showsKeys ? <KeySheet onClose={() => showKeys(false)} /> : null}
      {save.state.kind === "conflict" ? <ConflictDialog {...{ place, activityId, editor, save }} /> : null}
      <div className="grid min-h-0 flex-1 lg:grid-cols-[280px_minmax(0,1fr)_320px]">
        <aside
          aria-label={t("sections")}
          className="grid grid-cols-[minmax(0,1fr)] content-start gap-3 overflow-y-auto border-r border-border bg-surface p-3"
        >
          <Button
            variant={choice === "theme" ? "primary" : "secondary"}
            aria-pressed={choice === "theme"}
            className="w-full"
            onPress={() => choose("theme")}
          >
            {t("theme")}
          </Button>
          <PageLanguages blocks={page.blocks} others={languages.others} />
          <SectionList editor={editor} others={languages.others} />
          <BlockPicker {...{ kind, editor }} />
        </aside>
        <main id="main" className="flex min-h-0 min-w-0 flex-col max-lg:h-[80vh]">
          <PresenceBanner {...{ place, activityId }} />
          {published === page ? <LiveBanner url={basis.url} /> : null}
          {editor.isFull ? (
            <Banner tone="danger" className="m-3">
              {t("tooLarge")}
            </Banner>
          ) : null}
          <KeptBanner
            {...{ activityId, person }}
            page={draft.page}
            onTake={(kept) => {
              edit({ do: "replace", page: kept.page });
              save.adopt(kept);
              // Made from an older version: what differs from the newest is looked at first.
              if (kept.version < save.latest()) save.meet(save.latest());
            }}
          />
          <LookBar kind={kind} looking={looking} onLook={look}>
            <WeightMeter bytes={bytes} videoBytes={videoBytes} />
          </LookBar>
          <div className="flex min-h-0 flex-1 bg-sunken p-4">
            <CanvasProvider value={shown}>
              <CanvasPanel frame={looking.frame} zoom={looking.zoom}>
                <Engine
                  {...{ page, onSelect, onMove }}
                  selected={chosen}
                  Block={CanvasBlock}
                  Root={CanvasRoot}
                  Frame={CanvasFrame}
                >
                  <EngineCanvas title={t("canvas")} />
                </Engine>
              </CanvasPanel>
            </CanvasProvider>
          </div>
        </main>
        <aside aria-label={t("settings")} className="overflow-y-auto border-l border-border bg-surface p-4">
          {choice === "theme" ? <ThemeSettings {...{ place, editor, brand }} /> : null}
          {block ? (
            <BlockSettings
              key={block.id}
              {...{ place, kind, block, editor }}
              goods={basis.goods}
              coupons={couponsOf(basis)}
              {...{ languages, writing }}
              onWrite={(next) => {
                write(next);
                look({ ...looking, language: next ?? languages.main });
              }}
            />
          ) : null}
          {choice === null ? <p className="text-sm text-ink-2">{t("chooseSection")}</p> : null}
        </aside>
      </div>
    </div>
  );
}

/** What can be won, each once. */
function couponsOf({ facts }: PageBasis) {
  const all = facts.pools.flatMap(({ prizes }) =>
    prizes.map(({ coupon: { id, name } }) => [id, { id, name }] as const),
  );
  return [...new Map(all).values()];
}

function useKeys(
  editor: ReturnType<typeof usePageEditor>,
  save: ReturnType<typeof useAutosave>,
  { saved, help }: { saved: string; help: () => void },
): void {
  const newId = useNewId(editor.page);
  const { choice, page, edit, choose } = editor;
  const block = page.blocks.find((one) => typeof choice === "object" && choice?.block === one.id);
  const free = block && !isRequired(block.type) ? block : null;
  useEditorKeys({
    undo: editor.undo,
    redo: editor.redo,
    save: () => {
      void save.saveNow().then((done) => (done ? toast.success(saved) : undefined));
    },
    duplicate: () => {
      if (!free) return;
      const id = newId();
      edit({ do: "duplicate", id: free.id, newId: id });
      choose({ block: id });
    },
    remove: () => (free ? edit({ do: "remove", id: free.id }) : undefined),
    up: () => choose(null),
    help,
  });
}
