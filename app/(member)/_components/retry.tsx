import { getTranslations } from "next-intl/server";
import { PlainButton } from "@/components/ui/plain";

/** Asks for the address that is open once more, without script: what stands at it now is only shown offline. */
export async function Retry() {
  const t = await getTranslations("member.offline");
  return (
    <form>
      <PlainButton variant="secondary">{t("again")}</PlainButton>
    </form>
  );
}
