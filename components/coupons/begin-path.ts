/** Where a coupon is begun from a template (`tpl_…` or a preset) or from another coupon. */
export const beginPath = (basePath: string, type: string, from: { template: string } | { copy: string }) =>
  `${basePath}/new/${type}?${new URLSearchParams(from)}`;
