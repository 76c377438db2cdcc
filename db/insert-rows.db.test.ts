import { eq } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { insertOf, insertRows } from "@/db/insert-rows";
import { orderLines, orders } from "@/db/schema/orders";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { newCode, newId } from "@/lib/kernel/id";

let world: TestWorld;
beforeAll(async () => {
  world = await inTransaction(async (tx) => await makeTestWorld(tx, "ROWS"));
});

const ofOrder = async (id: string) => {
  const [order] = await db().select().from(orders).where(eq(orders.id, id));
  const lines = await db().select().from(orderLines).where(eq(orderLines.orderId, id));
  if (!order) throw new Error("no order");
  return { order, lines };
};
const anOrder = async () => {
  const [row] = await db()
    .select({ id: orders.id })
    .from(orders)
    .where(eq(orders.merchantId, world.merchantId));
  return await ofOrder(row?.id ?? "");
};
/** The same order under another id. */
const copyOf = <O extends { note: string }>(order: O) => ({ ...order, id: newId("ord"), number: newCode(8) });

describe("rows in one statement", () => {
  it("are stored as they are one by one: texts, numbers, instants, JSON, arrays and nulls", async () => {
    const { order, lines } = await anOrder();
    const note = `quotes " ' and \\ back, {braces}, a\nline, 优惠券 🎟`;
    const [one, two] = [copyOf({ ...order, note }), copyOf({ ...order, note })];
    const linesOf = (orderId: string) =>
      lines.map((line) => ({ ...line, orderId, name: note, categoryIds: ["a,b", 'c"d', ""] }));
    await inTransaction(async (tx) => {
      await tx.insert(orders).values(one);
      await tx.insert(orderLines).values(linesOf(one.id));
      await insertRows(tx, orders, [two]);
      await insertRows(tx, orderLines, linesOf(two.id));
    });
    const [by, with1] = [await ofOrder(one.id), await ofOrder(two.id)];
    const bare = ({ order: { id, number, ...rest }, lines: all }: typeof by) => ({
      ...rest,
      lines: all.map(({ orderId, ...line }) => line),
    });
    expect(bare(with1)).toEqual(bare(by));
    expect(with1.order.note).toBe(note);
    expect(with1.lines).toHaveLength(lines.length);
  });

  it("take a column's default where none of them names it, and its null where it is null", async () => {
    const { note, paidMinor, refundedMinor, ...order } = copyOf((await anOrder()).order);
    const unpaid = { ...order, status: "placed" as const, paidAt: null, completedAt: null };
    await inTransaction((tx) =>
      insertRows(tx, orders, [{ ...unpaid, cancelledAt: null, cancelledBy: null }]),
    );
    const stored = await ofOrder(order.id);
    expect(stored.order).toMatchObject({ note: "", paidMinor: 0, refundedMinor: 0, paidAt: null });
  });

  it("have the same words however many they are", async () => {
    const { order } = await anOrder();
    const text = (n: number) =>
      new PgDialect().sqlToQuery(
        insertOf(
          orders,
          Array.from({ length: n }, () => copyOf(order)),
        ),
      );
    expect(text(3).sql).toBe(text(1).sql);
    expect(text(3).params).toHaveLength(1);
  });

  it("that name different columns are refused, and none are nothing", async () => {
    const { order } = await anOrder();
    const { note, ...without } = copyOf(order);
    expect(() => insertOf(orders, [copyOf(order), without])).toThrow("different columns");
    const { paymentRef, ...other } = copyOf(order);
    expect(() => insertOf(orders, [without, other])).toThrow("different columns");
    await inTransaction((tx) => insertRows(tx, orders, []));
  });
});
