import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ExportButton } from "@/components/jobs/export-button";
import { consolePath } from "@/components/merchants/console-path";
import { Banner } from "@/components/ui/banner";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { openList } from "@/components/workspace/open-list";
import { exportAudit } from "@/lib/jobs/actions";
import { auditPeople, getAuditEntry, SEARCH_DEPTH } from "@/lib/merchants/queries/audit";
import { auditNames } from "@/lib/merchants/queries/audit-names";
import { auditKey } from "@/lib/merchants/schema";
import { staffGate } from "@/lib/platform/auth/gates";
import { AuditDrawer } from "./_components/audit-drawer";
import { AuditFilters } from "./_components/audit-filters";
import { AuditIndex } from "./_components/audit-index";
import { auditPath } from "./_components/audit-path";
import { auditListSpec, auditQuery, exportFilter } from "./_components/audit-state";

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

export default async function AuditPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant, can } = await staffGate(place, "audit.read");
  const t = await getTranslations("audit");
  const search = await searchParams;
  const shape = { spec: auditListSpec, basePath: consolePath(place, "settings", "audit") };
  const list = await openList(scope, "audit", shape, searchParams);
  const { state } = list;
  const asked = typeof search.entry === "string" ? search.entry : null;
  const query = auditQuery(state, merchant.timeZone);
  const [people, entry] = await Promise.all([auditPeople(scope), asked ? getAuditEntry(scope, asked) : null]);
  const { timeZone } = merchant;
  const about = entry ? (await auditNames(scope, [entry])).get(auditKey(entry)) : undefined;
  const path = entry && auditPath({ place, can }, entry, about);
  return (
    <>
      <PageHeader
        title={t("title")}
        meta={t("meta")}
        actions={<ExportButton place={place} action={exportAudit} filter={exportFilter(query)} />}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Banner>{t(scope.role === "finance" ? "immutableFinance" : "immutable")}</Banner>
        <AuditFilters place={place} state={state} people={people} />
        <AuditIndex {...{ scope, place, list, query, timeZone, can }} />
        <p className="text-xs text-ink-2">{t("depth", { count: SEARCH_DEPTH })}</p>
      </div>
      {entry ? <AuditDrawer {...{ place, state, entry, timeZone, path }} name={about} /> : null}
    </>
  );
}
