import { getTranslations } from "next-intl/server";

/** An address without anything in it is the one that is open, with its query. */
const HERE = "";

/** Asks for the address that is open once more, without script: what stands at it now is only shown offline. */
export async function Retry() {
  const t = await getTranslations("member.offline");
  return (
    <a href={HERE} className="p-button p-button--secondary">
      {t("again")}
    </a>
  );
}
