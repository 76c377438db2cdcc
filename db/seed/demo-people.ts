import { z } from "zod";
import people from "@/db/seed/demo-people.json";

const demoMember = z.strictObject({
  name: z.string().nullable(),
  nickname: z.string().optional(),
  birthday: z.iso.date().optional(),
  /** Days since they registered. */
  since: z.int(),
  tier: z.enum(["Silver", "Gold", "Black"]).optional(),
  tags: z.array(z.enum(["vip", "student", "office", "lapsed"])).optional(),
  store: z.enum(["Mong Kok", "Central", "Sha Tin", "Ginza"]).optional(),
  regular: z.boolean().optional(),
  ordered: z.boolean().optional(),
});
export type DemoMember = z.output<typeof demoMember>;

/** The members of the demo merchant. */
export const demoMembers: readonly DemoMember[] = z.array(demoMember).parse(people);

/** Fixed words, for the demo merchant alone, which exists only when the demo flag is on. */
export const demoStaff = [
  { email: "admin@harbour.example", password: "harbour-admin", role: "group_admin", name: "Grace Lau" },
  { email: "manager@harbour.example", password: "harbour-manager", role: "store_manager", name: "Ken Wong" },
  { email: "marketer@harbour.example", password: "harbour-marketer", role: "marketer", name: "Mei Chan" },
  { email: "finance@harbour.example", password: "harbour-finance", role: "finance", name: "Felix Ho" },
  { email: "cashier@harbour.example", password: "harbour-cashier", role: "cashier", name: "Carmen Yip" },
  { email: "analyst@harbour.example", password: "harbour-analyst", role: "analyst", name: "Ada Leung" },
] as const;

/** The member the demo tells of: registered, and winner of nothing yet. */
export const demoMemberPhone = "+85260120041";

/** Prices in minor units of HKD and JPY. */
export const demoProducts = [
  { name: "House milk tea", sku: "MT-01", shelf: "Milk tea", hkd: 2800, jpy: 520 },
  { name: "Brown sugar milk tea", sku: "MT-02", shelf: "Milk tea", hkd: 3400, jpy: 640 },
  { name: "Oat milk oolong", sku: "MT-03", shelf: "Milk tea", hkd: 3600, jpy: 680 },
  { name: "Roasted oolong", sku: "PT-01", shelf: "Pure tea", hkd: 2400, jpy: 450 },
  { name: "Jasmine green tea", sku: "PT-02", shelf: "Pure tea", hkd: 2200, jpy: 420 },
  { name: "Aged pu’er", sku: "PT-03", shelf: "Pure tea", hkd: 3000, jpy: 560 },
  { name: "Passion fruit green tea", sku: "FT-01", shelf: "Fruit tea", hkd: 3200, jpy: 600 },
  { name: "Grapefruit jasmine", sku: "FT-02", shelf: "Fruit tea", hkd: 3600, jpy: 680 },
  { name: "Egg tart", sku: "BK-01", shelf: "Bakery", hkd: 1200, jpy: 230 },
  { name: "Pineapple bun with butter", sku: "BK-02", shelf: "Bakery", hkd: 1600, jpy: 300 },
  {
    name: "Yuanyang basque cheesecake",
    sku: "BK-03",
    shelf: "Bakery",
    hkd: 4200,
    stores: ["Mong Kok", "Central"],
  },
  {
    name: "Tea caddy gift box",
    sku: "GF-01",
    shelf: "Gifts",
    hkd: 16800,
    stores: ["Central", "Ginza"],
    jpy: 3200,
  },
] as const;
