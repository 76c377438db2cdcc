import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const keep = inFile("lib/merchants/keep-image.ts");
const images = inFile("lib/merchants/repository/images.ts");
const named = inFile("lib/merchants/repository/named-media.ts");
const video = inFile("lib/merchants/keep-video.ts");
const media = inFile("lib/merchants/repository/media.ts");
const hold = inFile("lib/merchants/hold-media.ts");
const placements = inFile("lib/links/repository/placements.ts");
const slots = inFile("lib/links/repository/slots.ts");
const leading = inFile("lib/links/on-site-link.ts");
const opening = inFile("lib/links/open-slot.ts");
const conversions = inFile("lib/links/repository/conversions.ts");
const follow = inFile("lib/links/follow-link.ts");
const visits = inFile("lib/links/repository/visits.ts");

const image = (name: string): Red => ({ file: "lib/merchants/images.db.test.ts", name });
const film = (name: string): Red => ({ file: "lib/merchants/videos.db.test.ts", name });
const link = (name: string): Red => ({ file: "lib/links/links.db.test.ts", name });
const placed = (name: string): Red => ({ file: "lib/links/placements.db.test.ts", name });

export const mediaMutants: Mutant[] = [
  {
    guard: "images: a merchant's room has no end",
    edits: [keep("if (!roomFor(await countMediaBytes(tx, scope), image.bytes)) {", "if (image.bytes < 0) {")],
    red: [image("has no room beside what fills it")],
  },
  {
    guard: "images: one whose files are not there may be shown",
    edits: [images("    isNotNull(images.storedAt),\n", "")],
    red: [image("is nobody's while its files could not be kept")],
  },
  {
    guard: "images: what something shows is removed with the rest",
    edits: [images("where held_at is null and (", "where (")],
    red: [image("stays, while one that nothing showed goes after a week")],
  },
  {
    guard: "images: one that a save under way names again is let go",
    edits: [named(" for no key update skip locked", "")],
    red: [
      { file: "lib/merchants/let-go-media.db.test.ts", name: "never lets go of one that a save under way" },
    ],
  },
  {
    guard: "videos: a merchant's room has no end",
    edits: [video("if (!roomFor(await countMediaBytes(tx, scope), bytes))", "if (bytes < 0)")],
    red: [film("has no room beside what fills it")],
  },
  {
    guard: "videos: other bytes are kept than were announced",
    edits: [video("if (!isIt || data.length", "if (data.length")],
    red: [film("keeps no byte that was not announced")],
  },
  {
    guard: "videos: one that is none is kept",
    edits: [video("    await giveUp(scope, id, known.bytes);\n", "")],
    red: [film("leaves nothing behind when it is refused")],
  },
  {
    guard: "videos: what something shows is removed with the rest",
    edits: [media("where held_at is null and (", "where (")],
    red: [film("stays, while what nothing shows goes")],
  },
  {
    guard: "videos: a page says what it likes of one",
    edits: [hold("if (!named.videos.every(isThere))", "if (named.videos.length < 0)")],
    red: [film("is held as what it is")],
  },
  {
    guard: "placements: whoever places at the same moment makes a link of their own",
    edits: [leading("  await lockPlaced(tx, scope, target);\n", "")],
    red: [placed("leads by one on-site link whoever places at the same moment")],
  },
  {
    guard: "placements: more stand in a slot than are read for a look",
    edits: [
      placements(
        "  const key = `slot:${scope.merchantId}:${slot}`;\n  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);\n",
        "",
      ),
    ],
    red: [placed("has room for so many of a form that are not over")],
  },
  {
    guard: "placements: a tap on our own page has what another channel brought",
    edits: [conversions("order by ${isBeside}, v.at desc", "order by v.at desc")],
    red: [placed("is owed what they do after tapping a placement")],
  },
  {
    guard: "placements: one save is written over another",
    edits: [
      placements(
        '    .where(and(within(scope), eq(placements.id, id)))\n    .for("update");',
        "    .where(and(within(scope), eq(placements.id, id)));",
      ),
    ],
    red: [placed("is saved by one of those who save it at the same moment")],
  },
  {
    guard: "placements: what is for some is shown to all who are signed in",
    edits: [opening("standing ? audienceAdmits(audience, standing.facts)", "standing ? audience !== null")],
    red: [placed("is whom its audience lets in")],
  },
  {
    guard: "placements: what is for some is shown to who is not signed in",
    edits: [
      slots("mayHaveMore(scope, memberId, at) : open,", "mayHaveMore(scope, memberId, at) : undefined,"),
    ],
    red: [placed("is whom its audience lets in")],
  },
  {
    guard: "placements: a member is led to what they had their share of",
    edits: [slots("memberId ? mayHaveMore(scope, memberId, at) : open,", "memberId ? undefined : open,")],
    red: [placed("is no member who had their share of what it leads to")],
  },
  {
    guard: "placements: somebody in a store's view changes what stands elsewhere",
    edits: [placements("    own ? inArray(placements.storeId, [...own]) : undefined,\n", "")],
    red: [placed("nobody places what is not had in that store, nor sees or changes what stands elsewhere")],
  },
  {
    guard: "links: a link leads on after its end",
    edits: [follow("if (!path || !leadsOn(place, now))", "if (!path)")],
    red: [link("leads to the page that says so once it is disabled or over")],
  },
  {
    guard: "links: what was done long after a visit is owed to it",
    edits: [
      conversions("and v.at <= s.at and v.at > s.at - ${`${OWED_DAYS} days`}::interval", "and v.at <= s.at"),
    ],
    red: [link("to nobody when it was opened too long before")],
  },
  {
    guard: "links: whoever has two coupons by a link is two people who claimed",
    edits: [
      conversions(
        "on conflict do nothing returning merchant_id, link_id, day",
        "on conflict (merchant_id, link_id, member_id) do update set day = excluded.day returning merchant_id, link_id, day",
      ),
    ],
    red: [{ file: "lib/links/pack-claims.db.test.ts", name: "counts who claims by a link once" }],
  },
  {
    guard: "links: somebody who comes again is counted as another",
    edits: [visits("visitors: fresh.get(`${linkId}:${day}`) ?? 0,", "visitors: clicks,")],
    red: [link("counts each opening, each person once, and no bot")],
  },
];
