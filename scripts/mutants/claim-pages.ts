import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const open = inFile("lib/activities/open-claim-page.ts");
const load = inFile("lib/activities/repository/claim-page.ts");
const rule = inFile("lib/activities/rules/claim-page.ts");
const schema = inFile("lib/activities/schema.ts");

const page = (name: string): Red => ({ file: "lib/activities/claim-page.db.test.ts", name });
const pure = (name: string): Red => ({ file: "lib/activities/rules/claim-page.test.ts", name });

/** The claim page of a coupon (A4). */
export const claimPageMutants: Mutant[] = [
  {
    guard: "claim page: a coupon that is not public gets one",
    edits: [open('  if (!coupon.methods.includes("public")) return refuse("coupon_not_public");\n', "")],
    red: [page("is refused to a coupon that is not public")],
  },
  {
    guard: "claim page: one is made of another merchant's coupon",
    edits: [
      load(
        "        eq(coupons.merchantId, scope.merchantId),\n        eq(coupons.id, couponId),",
        "        eq(coupons.id, couponId),",
      ),
    ],
    red: [page("not found for another merchant's")],
  },
  {
    guard: "claim page: whoever asks at the same time gets another",
    edits: [rule("    code: number,\n", "    code: crypto.randomUUID(),\n")],
    red: [page("is made once, however many ask for it at once")],
  },
  {
    guard: "claim page: one is made of a coupon that is over",
    edits: [
      open(
        '  if (coupon.validUntil && coupon.validUntil <= new Date()) return refuse("claim_page_over");\n',
        "",
      ),
    ],
    red: [page("is refused to a coupon whose time is over")],
  },
  {
    guard: "claim page: it gives more often than its coupon says",
    edits: [
      rule("    limits: { perMember, perMemberPerDay:", "    limits: { perMember: null, perMemberPerDay:"),
    ],
    red: [pure("within the coupon's own limits")],
  },
  {
    guard: "claim page: it has a word that opens it",
    edits: [
      schema('    if (kind === "claim_page" && (password', '    if (kind === ("" as string) && (password'),
    ],
    red: [pure("let a claim page have one row without a word")],
  },
  {
    guard: "activity: a password may be empty, so that every try without one wins",
    edits: [
      schema(
        '    if (kind === "code_redemption" && password === "") {',
        '    if (kind === ("" as string) && password === "") {',
      ),
    ],
    red: [pure("let a claim page have one row without a word")],
  },
];
