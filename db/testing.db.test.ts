import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { testDatabase } from "@/db/testing";

describe("test databases", () => {
  it("gives this file a database of its own", async () => {
    const sql = postgres(process.env.DATABASE_URL ?? "", { max: 1 });
    const rows = await sql`select current_database() as name`;
    expect(rows[0]?.name).toMatch(new RegExp(`^t_${process.pid}_1$`));
    await sql.end();
  });

  it("gives another empty one on demand", async () => {
    const other = await testDatabase();
    const sql = postgres(other.url, { max: 1 });
    expect((await sql`select count(*)::int as merchants from merchant`)[0]?.merchants).toBe(0);
    expect(other.url).not.toBe(process.env.DATABASE_URL);
    await sql.end();
  });
});
