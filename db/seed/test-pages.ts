import type { Tx } from "@/db/client";
import {
  activityPagePublications,
  activityPages,
  activityPageVersions,
  pageTemplates,
} from "@/db/schema/activity-pages";
import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { editPage } from "@/lib/activities/rules/page-edits";
import type { Page } from "@/lib/activities/schema/page";
import { newId } from "@/lib/kernel/id";

/** Decorates an activity: `word` stands above its title, in one version that is live. */
export async function makePage(tx: Tx, merchantId: string, activityId: string, word: string): Promise<void> {
  const props = { eyebrow: word.slice(0, 40) };
  await putPage(tx, merchantId, activityId, editPage(defaultPage(), { do: "props", id: "banner", props }));
}

/** Gives an activity this page, in one version that is live. */
export async function putPage(tx: Tx, merchantId: string, activityId: string, page: Page): Promise<void> {
  const of = { merchantId, activityId };
  await tx.insert(activityPages).values({ ...of, draft: 1, live: 1 });
  await tx.insert(activityPageVersions).values({ ...of, number: 1, page });
  await tx.insert(activityPagePublications).values({ ...of, id: newId("pgp"), number: 1, at: new Date() });
}

/** A template of pages; gives its id. */
export async function makePageTemplate(tx: Tx, merchantId: string, name: string): Promise<string> {
  const id = newId("pgt");
  await tx.insert(pageTemplates).values({ merchantId, id, name, page: defaultPage() });
  return id;
}
