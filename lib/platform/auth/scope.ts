/** What a staff member is at a merchant (O4). */
export const roles = ["group_admin", "marketer", "finance", "store_manager", "cashier", "analyst"] as const;
export type Role = (typeof roles)[number];

export type Actor =
  | { readonly type: "staff"; readonly id: string }
  | { readonly type: "member"; readonly id: string }
  | { readonly type: "api_key"; readonly id: string }
  | { readonly type: "visitor"; readonly id: null }
  | { readonly type: "system"; readonly id: null };

declare const minted: unique symbol;

/**
 * Proof that somebody may act, for which merchant and within which stores. Only gates.ts mints one; every query and
 * every repository function asks for one, so that no row is touched on nobody's behalf.
 */
export type Scope = {
  readonly merchantId: string;
  readonly actor: Actor;
  /** Null for members, visitors and the system. */
  readonly role: Role | null;
  /** The stores this actor may act for. */
  readonly storeIds: "all" | readonly string[];
  /** The store view they are in; null = group view. */
  readonly storeId: string | null;
  /** What an API key may (permissions.ts `keyScopes`); absent for everybody else. */
  readonly keyScopes?: readonly string[];
  /** Names the request in audit rows and logs. */
  readonly requestId: string;
  /** The client's address, for audit rows of staff and of API keys; absent = not told, and for members never kept. */
  readonly address?: string;
  /** Somebody looks as another role than their own (role-preview.ts): they see, and change nothing. */
  readonly isPreview?: boolean;
  readonly [minted]: true;
};

/** Names who asks: those of one name may see and do the same, and leave the same traces but for the request's id. */
export function callerKey({
  merchantId,
  actor,
  role,
  storeIds,
  storeId,
  keyScopes,
  address,
  isPreview,
}: Scope) {
  return JSON.stringify([merchantId, actor, role, storeIds, storeId, keyScopes, address, isPreview]);
}

/** The client's address as an audit row keeps it; null = not told. */
export function addressOf({ address }: Scope): string | null {
  return address && address !== "unknown" ? address : null;
}

/** The one cast that makes a Scope. Call it from gates.ts and from tests and seeds only; the architecture test looks. */
export function mintScope(facts: Omit<Scope, typeof minted>): Scope {
  return facts as Scope;
}

/** The scope of background work at a merchant: nobody's, everywhere. `job` names the run in logs. */
export function systemScope(merchantId: string, job: string): Scope {
  const actor = { type: "system", id: null } as const;
  return mintScope({ merchantId, actor, role: null, storeIds: "all", storeId: null, requestId: job });
}
