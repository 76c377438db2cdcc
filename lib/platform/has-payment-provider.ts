/**
 * Whether this installation can move money, and so pay a balance out of a cash coupon (C6). The built-in provider for tests
 * counts, and it is always there.
 */
export function hasPaymentProvider(): boolean {
  return true;
}
