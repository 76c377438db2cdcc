"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { noteEditing } from "@/lib/activities/actions/pages";
import type { OtherEditor } from "@/lib/activities/note-editing";

/** How often a window says that it is there: thrice before it is taken for closed. */
const EVERY_MS = 15_000;

const KEY = "scrip:editor-window";

/** What this window calls itself: the same after it was loaded again. */
function windowName(): string {
  const made = crypto.randomUUID();
  try {
    const kept = sessionStorage.getItem(KEY) ?? made;
    sessionStorage.setItem(KEY, kept);
    return kept;
  } catch {
    return made;
  }
}

const leavePath = ({ merchant, store }: ActionPlace, activityId: string) =>
  `/console/${merchant}${store ? `/s/${store}` : ""}/activities/${activityId}/page/leave`;

/** Who else has the page open, asked for while the window is looked at; and how to go on before them. */
function useOther({ merchant, store }: ActionPlace, activityId: string) {
  const [other, setOther] = useState<OtherEditor>(null);
  const [tab] = useState(windowName);
  const tell = useCallback(
    async (take: boolean) => {
      const input = { activityId, tab, take };
      const answer = await noteEditing({ merchant, store, input }).catch(() => null);
      // Not reached: what was known still stands.
      if (answer?.ok) setOther(answer.value);
    },
    [merchant, store, activityId, tab],
  );
  useEffect(() => {
    const look = () => (document.visibilityState === "visible" ? void tell(false) : undefined);
    look();
    const timer = setInterval(look, EVERY_MS);
    const leave = () => navigator.sendBeacon(leavePath({ merchant, store }, activityId), tab);
    // A page that is taken out of the browser's memory again has the page open again.
    const back = ({ persisted }: PageTransitionEvent) => (persisted ? look() : undefined);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", back);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("pageshow", back);
    };
  }, [tell, merchant, store, activityId, tab]);
  return { other, take: () => void tell(true) };
}

/** Says that somebody else decorates the page. Nobody is kept from it: whoever saves later is asked. */
export function PresenceBanner({ place, activityId }: { place: ActionPlace; activityId: string }) {
  const t = useTranslations("page-editor.presence");
  const { other, take } = useOther(place, activityId);
  return (
    <div aria-live="polite" className="empty:hidden">
      {other ? (
        <Banner
          className="m-3"
          action={
            <Button size="sm" onPress={take}>
              {t("take")}
            </Button>
          }
        >
          {other.isSelf ? t("self") : t("other", { name: other.name })}
        </Banner>
      ) : null}
    </div>
  );
}
