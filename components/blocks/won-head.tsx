import { useTranslations } from "next-intl";
import { Icon } from "./icon";

/** The good news, read out when the page comes. */
export function WonHead({ activity, count }: { activity: string; count: number }) {
  const t = useTranslations("activity-page.won");
  return (
    <section className="grid justify-items-center gap-2 pt-4 text-center" role="status">
      <span className="grid size-14 place-items-center rounded-full bg-success-soft text-success">
        <Icon name="check" size={30} />
      </span>
      <h1 className="text-2xl font-bold">{t("title")}</h1>
      <p className="text-ink-2">{t("text", { count })}</p>
      <p className="text-sm text-ink-2">{activity}</p>
    </section>
  );
}
