import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const save = inFile("lib/activities/save-page.ts");
const publish = inFile("lib/activities/publish-page.ts");
const due = inFile("lib/activities/publish-due-pages.ts");
const goods = inFile("lib/activities/queries/page-goods.ts");
const own = inFile("lib/activities/repository/page-editing.ts");
const told = inFile("lib/activities/repository/told-wins.ts");
const queries = inFile("lib/activities/queries/pages.ts");
const stored = inFile("lib/activities/repository/pages.ts");

const page = (name: string): Red => ({ file: "lib/activities/pages.db.test.ts", name });
const noted = (name: string): Red => ({ file: "lib/activities/page-notes.db.test.ts", name });
const good = (name: string): Red => ({ file: "lib/activities/page-goods.db.test.ts", name });

export const pageMutants: Mutant[] = [
  {
    guard: "page: whoever saves last wins",
    edits: [save('    if (draft !== version) return refuse("page_changed", { version: draft });\n', "")],
    red: [page("is never overwritten unseen")],
  },
  {
    guard: "page: nobody is told that another is live",
    edits: [publish("  await noteChange(tx, `activity:${activityId}`);\n", "")],
    red: [page("moves the pointer, tells every process")],
  },
  {
    guard: "page: what waits is published again by whoever looked at the same time",
    edits: [due("    if (scheduled === null || !scheduledFor || scheduledFor > now) return 0;\n", "")],
    red: [page("waits for its time and then happens once")],
  },
  {
    guard: "page: whatever is live now is taken back, whoever published it",
    edits: [publish('      if (taken !== number) return refuse("published_meanwhile");\n', "")],
    red: [page("is not taken back by who published something else")],
  },
  {
    guard: "page note: a version that has one goes with the others",
    edits: [stored("        notInArray(activityPageVersions.number, noted),\n", "")],
    red: [noted("keeps its version however many come after it")],
  },
  {
    guard: "page note: one stays of a publication that was refused",
    edits: [
      publish(
        "    const opened = await openPage(tx, scope, activityId);\n    if (!opened.ok) return opened;\n    const { draft, live } = opened.page;\n",
        "    const opened = await openPage(tx, scope, activityId);\n    if (!opened.ok) return opened;\n    if (note) await writeNote(tx, scope, { activityId, number: version, note });\n    const { draft, live } = opened.page;\n",
      ),
    ],
    red: [noted("is not left when the publication it came with is refused")],
  },
  {
    guard: "page: a live page is shown unread",
    edits: [queries("  if (page) return pageIn(page, language);\n", "  return row.page as Page;\n")],
    red: [page("that can no longer be read show the default page")],
  },
  {
    guard: "page: another merchant's product is shown",
    edits: [
      goods(
        "  and(eq(products.merchantId, scope.merchantId), isNull(products.archivedAt));",
        "  isNull(products.archivedAt);",
      ),
    ],
    red: [good("is the merchant's own and never another's")],
  },
  {
    guard: "page: a page that names another merchant's product is kept",
    edits: [
      own(
        "and(eq(products.merchantId, scope.merchantId), inArray(products.id, [...productIds]))",
        "inArray(products.id, [...productIds])",
      ),
    ],
    red: [good("keeps no page, nor a template of one")],
  },
  {
    guard: "preview: a link is good for ever",
    edits: [
      inFile("lib/platform/auth/page-preview.ts")(
        "if (!(until > now.getTime()) || until > now.getTime() + PREVIEW_MS) return false;",
        "if (Number.isNaN(until)) return false;",
      ),
    ],
    red: [
      {
        file: "lib/platform/auth/page-preview.db.test.ts",
        name: "shows its own activity until its time is over",
      },
    ],
  },
  {
    guard: "page: winners are told by their names",
    edits: [goods("({ poolId, name: maskName(name) })", "({ poolId, name })")],
    red: [good("are the newest first, each by one letter")],
  },
  {
    guard: "page: one language's words stand beside another's",
    edits: [
      inFile("lib/activities/rules/page-language.ts")(
        "    Object.entries(said).map(",
        "    Object.entries({ ...said, translations: fields.translations }).map(",
      ),
    ],
    red: [
      {
        file: "lib/activities/rules/page-language.prop.test.ts",
        name: "has nothing of another language left in it",
      },
    ],
  },
  {
    guard: "page: whoever won is told of, though they never agreed",
    edits: [
      goods(
        "    .from(toldWins)\n    .innerJoin(\n      participations,",
        "    .from(participations)\n    .leftJoin(\n      toldWins,",
      ),
      goods(
        "        eq(toldWins.merchantId, scope.merchantId),",
        "        eq(participations.merchantId, scope.merchantId),",
      ),
      goods(
        "        eq(toldWins.activityId, activityId),",
        "        eq(participations.activityId, activityId),",
      ),
      goods(
        ".orderBy(desc(toldWins.at), desc(toldWins.participationId))",
        ".orderBy(desc(participations.at), desc(participations.id))",
      ),
    ],
    red: [good("are those who agreed, for as long as they do")],
  },
  {
    guard: "page: somebody agrees for another",
    edits: [told(", eq(p.memberId, memberId)", "")],
    red: [good("are those who agreed, for as long as they do")],
  },
  {
    guard: "editor: a window that closes gives up another's place",
    edits: [own("        eq(e.tab, tab),\n      ),\n    );", "      ),\n    );")],
    red: [
      {
        file: "lib/activities/note-editing.db.test.ts",
        name: "is nobody any more once their window says that it goes",
      },
    ],
  },
];
