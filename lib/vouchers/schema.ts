/** A voucher's status on the wire (api.md): what is stored, and `expired`, which the clock adds. */
export const voucherStatuses = [
  "available",
  "reserved",
  "used",
  "expired",
  "cancelled",
  "transferred",
] as const;
