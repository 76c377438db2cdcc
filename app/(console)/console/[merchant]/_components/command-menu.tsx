"use client";

import { Modal } from "@heroui/react";
import { CornerDownLeft, Search } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Autocomplete } from "react-aria-components/Autocomplete";
import { Header } from "react-aria-components/Header";
import { Input } from "react-aria-components/Input";
import { Menu, MenuItem, MenuSection } from "react-aria-components/Menu";
import { SearchField } from "react-aria-components/SearchField";
import { useNavigation } from "@/components/ui/navigation";
import { useRunAction } from "@/components/ui/use-run-action";
import { findMember } from "@/lib/members/actions";
import { creations, looksLikePhone } from "./commands";
import { destinations, whereIs } from "./navigation";
import { recentOf } from "./recent";
import { type Found, useSearch } from "./use-search";

export type CommandFacts = {
  slug: string;
  /** Which capabilities the person has, of those that the frame asks about. */
  allowed: readonly string[];
  /** Whose recent pages these are. */
  person: string;
  stores: readonly { id: string; name: string }[];
  groupView: boolean;
};

/** Stores that are offered at once; how many more there are is said. */
const VIEWS_SHOWN = 8;

type Command = { id: string; label: string; hint?: string; run: () => void };
type Group = { id: string; title: string; commands: readonly Command[] };

type CommandMenuProps = CommandFacts & {
  /** What was typed so far: also before the menu was there to be typed into. */
  text: string;
  onText: (text: string) => void;
  onClose: () => void;
  onSheet: () => void;
};

/** Everything that can be reached by typing its name: screens, new things, what was found, and what was looked at last. */
export function CommandMenu(props: CommandMenuProps) {
  const { text, onText, onClose } = props;
  const t = useTranslations("workspace.commands");
  const { groups, searching, note } = useGroups(props, text);
  const all = groups.flatMap((group) => group.commands);
  return (
    <Modal.Backdrop isOpen onOpenChange={(open) => (open ? undefined : onClose())}>
      <Modal.Container size="md" placement="top" scroll="inside">
        <Modal.Dialog aria-label={t("title")} className="p-0">
          <Autocomplete inputValue={text} onInputChange={onText}>
            <SearchField
              aria-label={t("title")}
              autoFocus
              className="flex items-center gap-2 border-b border-border px-4"
            >
              <Search aria-hidden="true" className="size-4 text-ink-3" />
              <Input
                placeholder={t("placeholder")}
                className="h-12 min-w-0 flex-1 bg-transparent text-md outline-none"
              />
            </SearchField>
            <Menu
              aria-label={t("results")}
              className="max-h-[min(420px,60dvh)] overflow-y-auto p-2 outline-none"
              onAction={(key) => all.find(({ id }) => id === key)?.run()}
              renderEmptyState={() => (
                <p className="px-2 py-6 text-center text-sm text-ink-2">
                  {searching ? t("searching") : t("nothing")}
                </p>
              )}
            >
              {groups.map((group) => (
                <MenuSection key={group.id} aria-label={group.title}>
                  <Header className="px-2 pt-2 pb-1 text-xs font-[550] text-ink-2">{group.title}</Header>
                  {group.commands.map((command) => (
                    <Line key={command.id} command={command} />
                  ))}
                </MenuSection>
              ))}
            </Menu>
          </Autocomplete>
          <p role="status" className="border-t border-border px-4 py-2 text-xs text-ink-2">
            {note ?? (searching ? t("searching") : t("help"))}
          </p>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}

function Line({ command: { id, label, hint } }: { command: Command }) {
  return (
    <MenuItem
      id={id}
      textValue={label}
      className="flex min-h-9 cursor-default items-center gap-2 rounded-md px-2 text-sm text-ink outline-none data-[focused]:bg-brand-soft"
    >
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {hint ? <span className="max-w-[45%] truncate text-xs text-ink-2">{hint}</span> : null}
      <CornerDownLeft aria-hidden="true" className="size-3.5 text-ink-3" />
    </MenuItem>
  );
}

function useGroups(props: CommandMenuProps, text: string) {
  const { slug, allowed, person, stores, groupView, onClose, onSheet } = props;
  const t = useTranslations("workspace.commands");
  const nav = useTranslations("frame.nav");
  const { go } = useNavigation();
  const { base, storeId } = whereIs(usePathname(), slug);
  const { found, searching } = useSearch({ merchant: slug, store: storeId }, allowed, text);
  const member = useMemberCommand(props, text);
  const wanted = text.trim().toLocaleLowerCase();
  const matches = ({ label }: Command) => label.toLocaleLowerCase().includes(wanted);
  const lead = (id: string, label: string, path: string, hint?: string): Command => ({
    id,
    label,
    hint,
    run: () => {
      onClose();
      go(path);
    },
  });
  const screens = destinations(allowed, storeId !== null).map(({ key, path, letter }) =>
    lead(`go:${key}`, nav(key), base + path, letter ? `G ${letter.toUpperCase()}` : undefined),
  );
  const made = creations
    .filter((one) => allowed.includes(one.capability) && (storeId === null || one.storeView))
    .map((one) => lead(`new:${one.key}`, t(`create.${one.key}`), base + one.path));
  const views = [
    ...(groupView && storeId !== null ? [lead("view:group", t("groupView"), `/console/${slug}`)] : []),
    ...stores
      .filter((store) => store.id !== storeId)
      .map((store) =>
        lead(`view:${store.id}`, t("toStore", { name: store.name }), `/console/${slug}/s/${store.id}`),
      ),
  ];
  const wantedViews = wanted === "" ? [] : views.filter(matches);
  const results = found.map((one: Found) =>
    lead(
      `found:${one.id}`,
      one.name,
      `${base}/${one.kind}/${one.id}`,
      one.code === null ? nav(one.kind) : `${nav(one.kind)} · ${one.code}`,
    ),
  );
  const recent = wanted === "" ? recentOf(slug, person) : [];
  const sheet: Command = { id: "sheet", label: t("sheet"), hint: "?", run: onSheet };
  const groups: Group[] = [
    { id: "found", title: t("found"), commands: [...results, ...member.commands] },
    {
      id: "recent",
      title: t("recent"),
      commands: recent.map(({ path, label }) => lead(`recent:${path}`, label, path)),
    },
    { id: "create", title: t("createTitle"), commands: made.filter(matches) },
    { id: "go", title: t("goTo"), commands: screens.filter(matches) },
    { id: "view", title: t("viewTitle"), commands: wantedViews.slice(0, VIEWS_SHOWN) },
    { id: "help", title: t("helpTitle"), commands: [sheet].filter(matches) },
  ];
  const more = Math.max(0, wantedViews.length - VIEWS_SHOWN);
  const note = member.note ?? (more > 0 ? t("moreViews", { count: more }) : null);
  return { groups: groups.filter(({ commands }) => commands.length > 0), searching, note };
}

/** A phone is looked up when that is asked for, not with each digit: each look-up is counted and written down. */
function useMemberCommand({ slug, allowed, onClose }: CommandMenuProps, text: string) {
  const t = useTranslations("workspace.commands");
  const { go } = useNavigation();
  const { base, storeId } = whereIs(usePathname(), slug);
  const [missing, setMissing] = useState<string | null>(null);
  const { run, pending } = useRunAction(findMember, { merchant: slug, store: storeId });
  const phone = text.trim();
  if (!allowed.includes("member.find") || !looksLikePhone(phone)) return { commands: [], note: null };
  const look = async () => {
    const result = await run({ phone });
    if (!result?.ok) return;
    const { member } = result.value;
    if (!member) return setMissing(phone);
    onClose();
    go(allowed.includes("member.read") ? `${base}/members/${member.id}` : `${base}/members`);
  };
  const command = { id: "member", label: t("findMember", { phone }), run: () => void look() };
  const note = pending ? t("searching") : missing === phone ? t("noMember") : null;
  return { commands: [command], note };
}
