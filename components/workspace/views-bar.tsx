"use client";

import { Plus, Users } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ActionMenu, type ActionMenuItem } from "@/components/ui/action-menu";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Link } from "@/components/ui/link";
import {
  type ListState,
  listHref,
  sameView,
  saysNothing,
  type ViewState,
  viewHref,
  viewStateOf,
} from "@/components/ui/list-state";
import { useNavigation } from "@/components/ui/navigation";
import type { ListView } from "@/components/ui/resource-index";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import type { ViewDraft } from "@/components/workspace/view-dialog";
import { chooseDefaultView, deleteView, saveView } from "@/lib/workspace/actions";
import type { SavedView } from "@/lib/workspace/queries";
import type { ListName } from "@/lib/workspace/schema";

// A form with all it stands on: it comes when a view is named.
const ViewDialog = dynamic(() => import("./view-dialog").then((part) => part.ViewDialog), { ssr: false });

type ViewsBarProps = {
  list: ListName;
  where: ActionPlace;
  basePath: string;
  state: ListState;
  /** The product's own views. */
  system: readonly ListView[];
  saved: readonly SavedView[];
  defaultView: string | null;
  /** The columns now shown, where they are not the product's own. */
  columns: string[] | null;
};

/** The views of a list as tabs: the product's, the reader's, the shared ones; and what can be done with the one in use. */
export function ViewsBar(props: ViewsBarProps) {
  const { basePath, state, system, saved, defaultView } = props;
  const t = useTranslations("workspace.views");
  const words = useTranslations("ui.list");
  const [draft, setDraft] = useState<ViewDraft | null>(null);
  const current = saved.find((view) => view.id === state.savedView) ?? null;
  const now = viewStateOf(state);
  const changed = current ? !sameView(now, current.state) : isWorthSaving(state, system.length > 0);
  if (system.length + saved.length === 0 && !changed && !draft) return null;
  return (
    <nav aria-label={words("views")} className="-mx-1 flex items-center gap-1 px-1">
      <ul className="relative flex min-w-0 gap-1 overflow-x-auto py-1">
        {system.map((view) => (
          <Tab
            key={view.key}
            href={systemHref(basePath, state, view, defaultView !== null)}
            current={current === null && state.view === view.key}
          >
            {view.label}
          </Tab>
        ))}
        {system.length === 0 && saved.length > 0 ? (
          <Tab
            href={systemHref(basePath, state, { filters: {} }, defaultView !== null)}
            current={current === null && state.view === null && saysNothing(state)}
          >
            {t("all")}
          </Tab>
        ) : null}
        {saved.map((view) => (
          <Tab key={view.id} href={viewHref(basePath, state, view)} current={view === current}>
            {view.name}
            {view.shared ? (
              <>
                <Users aria-hidden="true" className="size-3.5 text-ink-3" />
                <span className="sr-only">{t("sharedMark")}</span>
              </>
            ) : null}
          </Tab>
        ))}
      </ul>
      {current ? <ViewMenu {...props} view={current} changed={changed} onEdit={setDraft} /> : null}
      {changed ? (
        <Button
          variant="ghost"
          size="sm"
          onPress={() =>
            setDraft({ viewId: null, name: "", shared: false, state: withColumns(now, props.columns) })
          }
        >
          <Plus aria-hidden="true" />
          {t("save")}
        </Button>
      ) : null}
      {draft ? <ViewDialog {...props} draft={draft} onClose={() => setDraft(null)} /> : null}
    </nav>
  );
}

const withColumns = (state: ViewState, columns: string[] | null): ViewState => ({
  ...state,
  columns: state.columns ?? columns,
});

/** Something that no view shows yet: a search, filters that are no view of the product's, an order or columns of one's own. */
function isWorthSaving(state: ListState, hasSystem: boolean): boolean {
  if (saysNothing({ ...state, cursor: null })) return false;
  const { view, sort, defaultSort, columns } = state;
  return !(hasSystem && view !== null && sort === defaultSort && columns === null);
}

function systemHref(
  basePath: string,
  state: ListState,
  view: Pick<ListView, "filters">,
  hasDefault: boolean,
) {
  const { filters } = view;
  return listHref(basePath, state, {
    q: "",
    filters,
    sort: state.defaultSort,
    columns: null,
    savedView: hasDefault ? "all" : null,
  });
}

function Tab({ href, current, children }: { href: string; current: boolean; children: ReactNode }) {
  return (
    <li>
      <Link
        href={href}
        aria-current={current ? "true" : undefined}
        className={cx(
          "inline-flex h-8 items-center gap-1.5 rounded-md px-3 text-sm font-medium whitespace-nowrap focus-visible:-outline-offset-2",
          current
            ? "bg-surface text-ink shadow-e1 ring-1 ring-border ring-inset"
            : "text-ink-2 hover:bg-sunken hover:text-ink",
        )}
      >
        {children}
      </Link>
    </li>
  );
}

type ViewMenuProps = ViewsBarProps & {
  view: SavedView;
  changed: boolean;
  onEdit: (draft: ViewDraft) => void;
};

function ViewMenu(props: ViewMenuProps) {
  const { list, where, state, view, changed, defaultView, onEdit } = props;
  const t = useTranslations("workspace.views");
  const [deleting, setDeleting] = useState(false);
  const save = useRunAction(saveView, where);
  const open = useRunAction(chooseDefaultView, where);
  const { name, shared, mayChange } = view;
  const now = withColumns(viewStateOf(state), props.columns);
  const update = async (more: { shared?: boolean; state?: ViewState }, said: string) => {
    const next = { list, name, shared, state: view.state, ...more };
    await save.run({ viewId: view.id, view: next }, { success: said });
  };
  const isDefault = defaultView === view.id;
  const items: ActionMenuItem[] = [];
  if (mayChange) {
    if (changed) {
      items.push({
        key: "update",
        label: t("update"),
        onAction: () => void update({ state: now }, t("saved")),
      });
    }
    items.push({
      key: "rename",
      label: t("rename"),
      onAction: () => onEdit({ viewId: view.id, name, shared, state: view.state }),
    });
    const said = t(shared ? "unshared" : "sharedNow");
    items.push({
      key: "share",
      label: t(shared ? "unshare" : "share"),
      onAction: () => void update({ shared: !shared }, said),
    });
  }
  items.push({
    key: "duplicate",
    label: t("duplicate"),
    onAction: () =>
      onEdit({ viewId: null, name: t("copyOf", { name }).slice(0, 40), shared: false, state: now }),
  });
  items.push({
    key: "default",
    label: t(isDefault ? "notDefault" : "default"),
    onAction: () =>
      void open.run(
        { list, viewId: isDefault ? null : view.id },
        { success: t(isDefault ? "opensWhole" : "opens") },
      ),
  });
  if (mayChange) {
    items.push({ key: "delete", label: t("delete"), danger: true, onAction: () => setDeleting(true) });
  }
  return (
    <>
      <ActionMenu label={t("menu", { name })} items={items} />
      <DeleteView {...props} isOpen={deleting} onClose={() => setDeleting(false)} />
    </>
  );
}

type DeleteViewProps = ViewMenuProps & { isOpen: boolean; onClose: () => void };

function DeleteView({ list, where, basePath, state, view, isOpen, onClose }: DeleteViewProps) {
  const t = useTranslations("workspace.views");
  const words = useResultWords();
  const { go } = useNavigation();
  const undo = useTranslations("ui.undo");
  const remove = useRunAction(deleteView, where);
  const restore = useRunAction(saveView, where);
  const confirm = async () => {
    const result = await remove.run({ viewId: view.id }, { quiet: true });
    if (!result) return;
    const problem = words(result);
    if (problem) return problem;
    const { name, shared, state: kept } = view;
    toast.undo(t("deleted", { name }), undo("label"), () => {
      void restore.run(
        { viewId: null, view: { list, name, shared, state: kept } },
        { success: undo("done") },
      );
    });
    go(listHref(basePath, state, { savedView: null }), { replace: true, scroll: false });
  };
  return (
    <ConfirmDialog
      title={t("deleteTitle", { name: view.name })}
      confirmLabel={t("delete")}
      danger
      isOpen={isOpen}
      onOpenChange={(open) => (open ? undefined : onClose())}
      onConfirm={confirm}
    >
      {t(view.shared ? "deleteShared" : "deleteOwn")}
    </ConfirmDialog>
  );
}
