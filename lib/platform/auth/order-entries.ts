/** The ways in to orders and to what is used without one: a part of the table of entries. */
export const orderEntries = {
  "query:orders/listOrders": "order.read",
  "query:orders/getOrder": "order.read",
  "query:orders/getOrderView": "order.read",
  "api:POST /api/v1/quotes": "order.place",
  "api:POST /api/v1/orders": "order.place",
  "api:GET /api/v1/orders": "order.read",
  "api:GET /api/v1/orders/:id": "order.read",
  "api:POST /api/v1/orders/:id/pay": "order.place",
  "api:POST /api/v1/orders/:id/complete": "order.place",
  "api:POST /api/v1/orders/:id/cancel": "order.place",
  "api:POST /api/v1/orders/:id/refunds": "order.refund",
  "api:POST /api/v1/vouchers/:id/redeem": "voucher.redeem",
  "api:POST /api/v1/vouchers/:id/revoke": "voucher.revoke",
  "api:POST /api/v1/explain": "voucher.explain",
} as const;
