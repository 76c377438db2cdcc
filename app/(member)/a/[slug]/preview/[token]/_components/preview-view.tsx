import { getLocale, getTranslations } from "next-intl/server";
import { pageExtras } from "@/app/(member)/a/[slug]/_components/page-extras";
import { PageBlocks } from "@/components/blocks/block-view";
import { styleOfPage } from "@/components/blocks/page-style";
import type { PageView } from "@/components/blocks/page-view";
import { WonView, WonViewBar } from "@/components/blocks/won-view";
import { viewIn } from "@/components/page-editor/states";
import { pageIn } from "@/lib/activities/rules/page-language";
import { activityPath } from "@/lib/activities/schema/path";
import type { Merchant } from "@/lib/platform/auth/gates";
import type { Scope } from "@/lib/platform/auth/scope";
import { env } from "@/lib/platform/env";

type PreviewViewProps = {
  scope: Scope;
  merchant: Merchant;
  facts: PageView["facts"];
  page: PageView["page"];
  /** Its own address, to which a claim that is only played leads. */
  path: string;
  nonce: string | undefined;
  /** The claim was played: what comes after it is shown. */
  done: boolean;
};

/** The draft of a page as members would see it, under a ribbon that says so; what is claimed in it is only played. */
export async function PreviewView(props: PreviewViewProps) {
  const { scope, merchant, facts, path, nonce, done } = props;
  const language = await getLocale();
  const page = pageIn(props.page, language);
  const t = await getTranslations("activity-page.preview");
  const now = new Date();
  const url = `${env().BASE_URL}${activityPath(facts.activity.slug)}`;
  const { slug, name, timeZone } = merchant;
  const basis = { facts, merchant: { slug, name, timeZone }, now, url };
  const shown = { ...basis, ...(await pageExtras(scope, facts.activity.id, page, now)) };
  const view = { ...viewIn(done ? "success" : "eligible", page, shown, ""), preview: path, member: null };
  return (
    <>
      <style nonce={nonce}>{styleOfPage(view, merchant.brandColour)}</style>
      <p role="note" className="pg-ribbon">
        {t("ribbon")}
      </p>
      {done ? (
        <div className="pg" data-ticket={page.theme.ticketStyle}>
          <WonView view={view} language={language} />
          <WonViewBar view={view} />
        </div>
      ) : (
        <PageBlocks view={view} />
      )}
    </>
  );
}
