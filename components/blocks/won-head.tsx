import { useTranslations } from "next-intl";
import type { Page } from "@/lib/activities/schema/page";
import { Icon } from "./icon";

/** The good news, with what the page says to it, read out when it comes. */
export function WonHead({ activity, count, page }: { activity: string; count: number; page: Page }) {
  const t = useTranslations("activity-page.won");
  const own = page.blocks.find((block) => block.type === "action")?.props.ifWon ?? "";
  return (
    <section className="grid justify-items-center gap-2 pt-4 text-center" role="status">
      <span className="grid size-14 place-items-center rounded-full bg-success-soft text-success">
        <Icon name="check" size={30} />
      </span>
      <h1 className="text-2xl font-bold">{t("title")}</h1>
      <p className="text-ink-2">{t("text", { count })}</p>
      {own ? <p className="whitespace-pre-line">{own}</p> : null}
      <p className="text-sm text-ink-2">{activity}</p>
    </section>
  );
}
