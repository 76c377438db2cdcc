import { Check, Circle } from "lucide-react";
import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import { DismissSetup } from "@/components/merchants/dismiss-setup";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import type { SetupProgress } from "@/lib/merchants/queries";
import type { Capability } from "@/lib/platform/auth/permissions";

const steps = [
  { key: "brand", path: ["settings", "brand"], capability: "settings.write" },
  { key: "store", path: ["stores", "new"], capability: "store.write" },
  { key: "staff", path: ["settings", "staff", "invite"], capability: "staff.manage" },
  { key: "coupon", path: ["coupons", "new"], capability: "coupon.write" },
  { key: "activity", path: ["activities", "new"], capability: "activity.write" },
  { key: "page", path: ["activities"], of: "page", capability: "activity.write" },
  { key: "shared", path: ["activities"], of: "?promote=1", capability: "activity.read" },
  { key: "redeemed", path: ["redeem"], capability: "voucher.redeem" },
] as const satisfies readonly Step[];

type Step = {
  key: keyof SetupProgress;
  path: readonly string[];
  /** Where of the activity there is, behind its own path. */
  of?: string;
  capability: Capability;
};

function hrefOf(place: ActionPlace, { path, of }: Step, activityId: string | null): string {
  if (!of || !activityId) return consolePath(place, ...path);
  return of.startsWith("?")
    ? consolePath(place, ...path, activityId) + of
    : consolePath(place, ...path, activityId, of);
}

type SetupChecklistProps = {
  place: ActionPlace;
  progress: SetupProgress;
  can: (capability: Capability) => boolean;
};

/** What is set up and what is not, told from what is there. All ticked, it stays for who may put it away until they do. */
export function SetupChecklist({ place, progress, can }: SetupChecklistProps) {
  const t = useTranslations("home.setup");
  const done = steps.filter((step) => progress[step.key]).length;
  const next = steps.find((step) => !progress[step.key]);
  const all = done === steps.length;
  if (progress.dismissedAt || (all && !can("settings.write"))) return null;
  return (
    <Card
      title={t(all ? "allDone" : "title")}
      actions={
        <>
          <span className="tabular text-sm text-ink-2">{t("progress", { done, all: steps.length })}</span>
          {can("settings.write") ? <DismissSetup place={place} /> : null}
        </>
      }
    >
      <ol className={all ? "sr-only" : "grid divide-y divide-border"}>
        {steps.map((step) => {
          const ticked = Boolean(progress[step.key]);
          return (
            <li key={step.key} className="flex flex-wrap items-center gap-3 py-2.5">
              <span className={ticked ? "text-success" : "text-ink-3"}>
                {ticked ? (
                  <Check aria-hidden="true" className="size-5" />
                ) : (
                  <Circle aria-hidden="true" className="size-5" />
                )}
              </span>
              <span className="grid min-w-0 flex-1 basis-48">
                <span className="text-sm font-[550] text-ink">
                  {t(`${step.key}.title`)}
                  <span className="sr-only"> {t(ticked ? "done" : "open")}</span>
                </span>
                {ticked ? null : <span className="text-xs text-ink-2">{t(`${step.key}.text`)}</span>}
              </span>
              {!ticked && can(step.capability) ? (
                <ButtonLink
                  href={hrefOf(place, step, progress.activityId)}
                  size="sm"
                  variant={step === next ? "primary" : "secondary"}
                >
                  {t(`${step.key}.action`)}
                </ButtonLink>
              ) : null}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
