import { paymentProvider } from "@/lib/platform/payments/choose-provider";

/** Whether somebody takes money in this installation, so that a cash coupon can pay a balance out (C6). */
export function hasPaymentProvider(): boolean {
  return paymentProvider() !== null;
}
