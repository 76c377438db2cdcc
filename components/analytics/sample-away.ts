import { cookies } from "next/headers";

/** Whether this browser's person wants to hear no more of this merchant's sample data: a cookie for each merchant. */
export async function isSampleAway(merchant: string): Promise<boolean> {
  return (await cookies()).has(`sample-${merchant}`);
}
