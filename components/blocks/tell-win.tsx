import { useTranslations } from "next-intl";
import { PlainBanner, PlainButton } from "@/components/ui/plain";

type TellWinProps = {
  slug: string;
  win: { id: string; isTold: boolean; shownAs: string | null };
  /** It was changed too often to be changed now. */
  isLater: boolean;
  /** What a press does; undefined = it is only looked at. */
  action?: (form: FormData) => Promise<void>;
};

/** Asks whoever won whether the page may name them among its winners; nobody is named who did not press here. */
export function TellWin({ slug, win, isLater, action }: TellWinProps) {
  const t = useTranslations("activity-page");
  const name = win.shownAs ?? t("winners.somebody");
  return (
    <section aria-labelledby="tell-win" className="pg-card grid gap-3">
      <h2 id="tell-win" className="text-md font-semibold">
        {t("won.tell")}
      </h2>
      <p className="text-sm text-ink-2">{t(win.isTold ? "won.toldText" : "won.tellText", { name })}</p>
      {isLater ? <PlainBanner tone="danger">{t("won.tellLater")}</PlainBanner> : null}
      <form action={action}>
        <input type="hidden" name="slug" value={slug} />
        <input type="hidden" name="win" value={win.id} />
        <input type="hidden" name="tell" value={win.isTold ? "0" : "1"} />
        <PlainButton variant="secondary" block>
          {t(win.isTold ? "won.tellUndo" : "won.tellDo")}
        </PlainButton>
      </form>
    </section>
  );
}
