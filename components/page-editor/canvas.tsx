"use client";

import { type AbstractIntlMessages, NextIntlClientProvider, useTranslations } from "next-intl";
import { createContext, type ReactNode, use, useLayoutEffect, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { BlockView } from "@/components/blocks/block-view";
import { styleOfPage } from "@/components/blocks/page-style";
import { WonView, WonViewBar } from "@/components/blocks/won-view";
import { pageIn } from "@/lib/activities/rules/page-language";
import type { Page } from "@/lib/activities/schema/page";
import type { EngineParts } from "./engine";
import { type PageBasis, type PageState, viewIn } from "./states";
import { useMemberStyles } from "./use-member-styles";

export type CanvasLanguage = "en" | "zh-CN";

/** What the canvas shows: which page, to whom, in which language, by day or by night. */
export type CanvasLook = {
  readonly page: Page;
  readonly basis: PageBasis;
  readonly brand: string | null;
  readonly state: PageState;
  readonly language: CanvasLanguage;
  readonly messages: Readonly<Record<CanvasLanguage, AbstractIntlMessages>>;
  readonly dark: boolean;
};

const Look = createContext<CanvasLook | null>(null);
export const CanvasProvider = Look.Provider;

function useLook(): CanvasLook {
  const look = use(Look);
  if (!look) throw new Error("a canvas stands in a CanvasProvider");
  return look;
}

function useView() {
  const { page, basis, state, language } = useLook();
  const t = useTranslations("activity-page.claim");
  const read = useMemo(() => pageIn(page, language), [page, language]);
  return viewIn(state, read, basis, t("wrong_password_plain"));
}

/** The frame's document made like that of a member's page: its style sheets, the page's style, language and theme. */
export const CanvasFrame: EngineParts["Frame"] = ({ document: frame, children }) => {
  const look = useLook();
  const styles = useMemberStyles(look.basis.merchant.slug);
  const { language, dark, page, basis, brand, messages } = look;
  useLayoutEffect(() => {
    if (!frame) return;
    frame.documentElement.lang = language;
    frame.documentElement.dataset.theme = dark ? "dark" : "light";
    frame.title = basis.merchant.name;
  }, [frame, language, dark, basis]);
  if (!frame) return <span />;
  const css = styleOfPage({ page, facts: basis.facts, now: basis.now }, brand);
  return (
    <NextIntlClientProvider locale={language} messages={messages[language]} now={basis.now} timeZone="UTC">
      {createPortal(
        <>
          {styles.map((href) => (
            <link key={href} rel="stylesheet" href={href} />
          ))}
          <style>{css}</style>
        </>,
        frame.head,
      )}
      {styles.length > 0 ? children : null}
    </NextIntlClientProvider>
  );
};

/** What stands around the blocks on a member's page. */
export const CanvasRoot: EngineParts["Root"] = ({ children }) => {
  const { page, basis, state } = useLook();
  return (
    <div className="page-sheet mx-auto flex min-h-dvh w-full max-w-[480px] flex-col">
      <div className="flex min-h-14 items-center gap-3 px-4 font-semibold">{basis.merchant.name}</div>
      <div className="grid flex-1 content-start gap-5 px-4 pt-2 pb-8">
        <div className="pg" data-ticket={page.theme.ticketStyle}>
          {state === "success" ? <Won /> : children}
        </div>
      </div>
      {state === "success" ? <WonFoot /> : null}
    </div>
  );
};

/** A block in the canvas: looked at and chosen, never used. One that has nothing to show says so. */
export const CanvasBlock: EngineParts["Block"] = ({ id, dragRef }) => {
  const t = useTranslations("page-editor");
  const view = useView();
  const block = view.page.blocks.find((one) => one.id === id);
  const name = block ? t(`blocks.${block.type}.name`) : "";
  if (!block) return null;
  return (
    <div ref={dragRef} className="pg-block" data-type={block.type}>
      {/* Puck makes a button of the block, and this is its name: what it shows is not to be used here. */}
      <span className="sr-only">{name}</span>
      <div inert>
        <BlockView block={block} view={view} />
      </div>
      <p className="pg-empty">{t("emptyBlock", { name })}</p>
    </div>
  );
};

/** What a member sees who has just won: the page after this one, in the page's own look. */
function Won() {
  const view = useView();
  const { language } = useLook();
  return (
    <div inert>
      <WonView {...{ view, language }} />
    </div>
  );
}

function WonFoot() {
  const view = useView();
  return (
    <div inert className="sticky bottom-0 border-t border-border bg-surface px-4 py-2">
      <WonViewBar view={view} />
    </div>
  );
}

/** A page in a frame of its own that is only looked at: for comparing versions. */
export function StillFrame({
  look,
  title,
  className,
}: {
  look: CanvasLook;
  title: string;
  className?: string;
}) {
  const [frame, setFrame] = useState<Document | null>(null);
  return (
    <>
      <iframe
        title={title}
        className={className}
        srcDoc="<!DOCTYPE html><html><head></head><body></body></html>"
        onLoad={(event) => setFrame(event.currentTarget.contentDocument)}
      />
      {frame
        ? createPortal(
            <CanvasProvider value={look}>
              <CanvasFrame document={frame}>
                <CanvasRoot>
                  <StillBlocks />
                </CanvasRoot>
              </CanvasFrame>
            </CanvasProvider>,
            frame.body,
          )
        : null}
    </>
  );
}

function StillBlocks(): ReactNode {
  const { page } = useLook();
  return page.blocks
    .filter((block) => !block.props.hidden)
    .map((block) => <CanvasBlock key={block.id} id={block.id} dragRef={null} />);
}
