"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import type { Promoted } from "@/components/links/promote-button";
import { PromoteLink } from "@/components/links/promote-link";
import { PromoteMessages } from "@/components/links/promote-messages";
import { PromotePoster } from "@/components/links/promote-poster";
import { PromoteQr } from "@/components/links/promote-qr";
import { PromoteReferral } from "@/components/links/promote-referral";
import { useChannels } from "@/components/links/use-channels";
import { useChoice } from "@/components/links/use-choice";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Dialog } from "@/components/ui/dialog";
import type { Guard } from "@/components/ui/navigation";
import { newRequestId } from "@/components/ui/request-id";
import { Select } from "@/components/ui/select";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { openCouponPage } from "@/lib/activities/actions/pages";
import { openPromote } from "@/lib/links/actions";
import type { LinkTarget } from "@/lib/links/schema";
import type { PlacedTarget } from "@/lib/links/schema/placements";

// A form of its own, which most who promote something do not ask for.
const PromoteOnSite = dynamic(
  () => import("@/components/links/promote-on-site").then((part) => part.PromoteOnSite),
  { ssr: false },
);

type Opened = Extract<Awaited<ReturnType<typeof openPromote>>, { ok: true }>["value"];
export type PromotedPage = NonNullable<Opened["promoted"]>;
export type PromotedLink = Opened["links"][number];

type PromoteDialogProps = {
  place: ActionPlace;
  promoted: Promoted;
  mayWrite: boolean;
  /** The tab that is open at first. */
  firstTab: PromoteTab;
  onClose: () => void;
};

/** C-18: links by channel, QR codes, posters and messages of one page. It begins with what its reader chose last. */
export function PromoteDialog({ place, promoted, mayWrite, firstTab, onClose }: PromoteDialogProps) {
  const t = useTranslations("links.dialog");
  const state = useTranslations("ui.status");
  const [page, setPage] = useState<Promoted & { activityId?: string }>(promoted);
  const { opened, problem, reload } = useOpened(place, page);
  const making = useRunAction(openCouponPage, place);
  /** How to ask before what was typed is lost; null = nothing was. */
  const asks = useRef<Guard | null>(null);
  const leave: Guard = (go) => (asks.current ? asks.current(go) : go());
  const make = async (couponId: string) => {
    const made = await making.run({ couponId });
    if (made?.ok) setPage({ couponId, activityId: made.value.id });
  };
  const name = opened?.promoted?.name;
  const canMake = mayWrite && opened?.mayMake === true;
  const status = opened?.promoted?.status;
  const halted = status === "ended" || status === "paused" ? status : null;
  return (
    <Dialog
      title={name ? t("titleOf", { name }) : t("title")}
      size="lg"
      isOpen
      onOpenChange={(open) => (open ? undefined : leave(onClose))}
    >
      <div className="grid min-h-96 grid-cols-[minmax(0,1fr)] content-start gap-4">
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
        {opened && opened.pages.length > 1 ? (
          <Select
            label={t("page")}
            value={opened.promoted?.id ?? ""}
            onChange={(activityId) => {
              if (activityId !== (page.activityId ?? opened.promoted?.id))
                leave(() => setPage({ ...promoted, activityId }));
            }}
            options={opened.pages.map((one) => ({
              value: one.id,
              label: one.status === "running" ? one.name : `${one.name} · ${state(one.status)}`,
            }))}
          />
        ) : null}
        {halted ? <Banner tone="warning">{t(`state_${halted}`)}</Banner> : null}
        {opened?.promoted && canMake && "couponId" in promoted ? (
          <Button
            className="w-fit"
            isPending={making.pending}
            onPress={() => leave(() => void make(promoted.couponId))}
          >
            {t("makeClaimPage")}
          </Button>
        ) : null}
        {opened?.promoted ? (
          <Promotion
            key={opened.promoted.id}
            {...{ place, mayWrite, firstTab, opened, asks, leave, reload }}
            promoted={opened.promoted}
            givePath={
              "couponId" in promoted && opened.mayGive
                ? consolePath(place, "coupons", promoted.couponId, "give")
                : null
            }
          />
        ) : null}
        {opened && !opened.promoted ? (
          <div className="grid justify-items-start gap-3">
            <p>{t("noPage")}</p>
            {opened.mayMake ? null : <p className="text-ink-2">{t("noClaimPage")}</p>}
            {canMake && "couponId" in promoted ? (
              <Button
                variant="primary"
                isPending={making.pending}
                onPress={() => void make(promoted.couponId)}
              >
                {t("makeClaimPage")}
              </Button>
            ) : null}
            {mayWrite ? (
              <ButtonLink href={`/console/${place.merchant}/activities/new`}>{t("makePage")}</ButtonLink>
            ) : null}
          </div>
        ) : null}
        {opened || problem ? null : <p role="status">{t("loading")}</p>}
      </div>
    </Dialog>
  );
}

/** What the server tells of the page. */
function useOpened(place: ActionPlace, page: Promoted) {
  const words = useResultWords();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const t = useTranslations("ui.form");
  const asked = useRef({ place, words, lost: t("lost") });
  const reload = useCallback(async () => {
    const { place: where, words: say } = asked.current;
    setProblem(null);
    const input = { ...page, requestId: newRequestId() };
    const result = await openPromote({ ...where, input }).catch(() => null);
    if (!result?.ok) return setProblem(result ? say(result) : asked.current.lost);
    setOpened(result.value);
  }, [page]);
  useEffect(() => void reload(), [reload]);
  return { opened, problem, reload };
}

type PromotionProps = {
  place: ActionPlace;
  mayWrite: boolean;
  firstTab: PromoteTab;
  opened: Opened;
  promoted: PromotedPage;
  /** Where the promoted coupon is given to members; null = none is, or not by its reader. */
  givePath: string | null;
  asks: RefObject<Guard | null>;
  leave: Guard;
  reload: () => Promise<void>;
};

export type PromoteTab = (typeof tabs)[number];
const tabs = ["link", "qr", "poster", "messages", "onSite", "referral"] as const;

/** On a phone the later tabs stand beyond the edge. */
const inView = (tab: HTMLElement | null) => tab?.scrollIntoView({ block: "nearest", inline: "nearest" });

function Promotion(props: PromotionProps) {
  const { place, mayWrite, firstTab, opened, promoted, givePath, asks, leave, reload } = props;
  const t = useTranslations("links.dialog");
  const channels = useChannels(opened.channels);
  const { choice, choose } = useChoice(place, opened.choice);
  const known = channels.some(({ code }) => code === choice.channel) ? choice.channel : "social";
  const [picked, pick] = useState<string | null>(null);
  const [tab, open] = useState<PromoteTab>(firstTab);
  // A personal link is of one person: what hangs on a wall is none of theirs.
  const candidates = opened.links.filter((one) => one.channel === known && !isPersonal(one));
  const link = candidates.find(({ id }) => id === picked) ?? candidates[0] ?? null;
  const address = link ? `${opened.baseUrl}/s/${link.slug}` : null;
  // What is placed on site leads by the link of that channel, whichever is chosen here.
  const ofChannel = tab !== "onSite";
  const shared = { place, mayWrite, link, address, promoted };
  return (
    <>
      {ofChannel ? (
        <Select
          label={t("channel")}
          help={t("channelHelp")}
          value={known}
          onChange={(channel) => choose({ channel })}
          options={channels.map(({ code, name }) => ({ value: code, label: name }))}
        />
      ) : null}
      {ofChannel && link && candidates.length > 1 ? (
        <Select
          label={t("which")}
          value={link.id}
          onChange={pick}
          options={candidates.map(({ id, name, slug }) => ({
            value: id,
            label: name ? `${name} · /s/${slug}` : `/s/${slug}`,
          }))}
        />
      ) : null}
      <Tabs
        selectedKey={tab}
        onSelectionChange={(key) => {
          // Told of the one that is open, too.
          if (key !== tab) leave(() => open(tabs.find((one) => one === key) ?? "link"));
        }}
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
      >
        <TabList aria-label={t("tabs")} className="flex gap-1 overflow-x-auto border-b border-border">
          {tabs.map((key) => (
            <Tab
              key={key}
              id={key}
              ref={key === firstTab ? inView : undefined}
              className="-mb-px inline-flex h-9 cursor-pointer items-center border-b-2 border-transparent px-3 text-sm font-medium whitespace-nowrap text-ink-2 outline-none data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-focus data-selected:border-brand data-selected:text-ink"
            >
              {t(key)}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="link" className="outline-none">
          <PromoteLink
            key={known}
            {...shared}
            channel={channels.find(({ code }) => code === known) ?? null}
            merchant={opened.merchant}
            baseUrl={opened.baseUrl}
            onMade={async () => {
              pick(null);
              await reload();
            }}
          />
        </TabPanel>
        <TabPanel id="qr" className="outline-none">
          <PromoteQr {...shared} mayUpload={opened.mayUpload} choice={choice} onChoose={choose} />
        </TabPanel>
        <TabPanel id="poster" className="outline-none">
          <PromotePoster {...shared} />
        </TabPanel>
        <TabPanel id="messages" className="outline-none">
          <PromoteMessages {...{ ...shared, givePath }} merchant={opened.merchant.name} />
        </TabPanel>
        <TabPanel id="onSite" className="outline-none">
          {isPlaced(promoted.target) ? (
            <PromoteOnSite
              {...{ place, mayWrite, promoted, asks }}
              target={promoted.target}
              merchant={opened.merchant}
              mayUpload={opened.mayUpload}
            />
          ) : null}
        </TabPanel>
        <TabPanel id="referral" className="outline-none">
          <PromoteReferral
            {...{ place, mayWrite, promoted }}
            links={opened.links.filter(isPersonal)}
            channel={channels.find(({ code }) => code === "referral") ?? null}
            baseUrl={opened.baseUrl}
            onMade={reload}
          />
        </TabPanel>
      </Tabs>
    </>
  );
}

const isPlaced = (target: LinkTarget): target is PlacedTarget =>
  target.type === "activity" || target.type === "pack";

const isPersonal = ({ channel, name }: PromotedLink) => channel === "referral" && name !== "";
