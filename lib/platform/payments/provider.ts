/** How a payment stands at its provider. */
export type ProviderState = "open" | "paid" | "declined" | "expired";

/** What a provider says of one payment. */
export type ProviderFacts = {
  /** Whose it is, as we told the provider when it was made. */
  readonly merchantId: string;
  readonly paymentId: string;
  readonly state: ProviderState;
  /** The provider's name for what money is given back by; null until it is paid. */
  readonly chargeRef: string | null;
  /** What was asked for, in minor units of the currency (ISO 4217, upper case). */
  readonly amountMinor: number;
  readonly currency: string;
};

/** Something a provider tells us. */
export type ProviderEvent = {
  /** The provider's own, the same however often it is sent. */
  readonly id: string;
  readonly type: string;
  /** How a payment stands; null where it is not about one. */
  readonly facts: ProviderFacts | null;
  /** Money that did not go back after all, also where it was said that it went. */
  readonly failedRefund?: {
    readonly merchantId: string;
    /** The key that it was asked for with. */
    readonly key: string;
  };
};

/** What is to be paid, and where the payer goes afterwards. */
export type PaymentAsk = {
  readonly merchantId: string;
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** What they pay for, as it is stored: the same whenever it is asked. */
  readonly description: string;
  /** Where they go when they are done, an address of ours. */
  readonly returnUrl: string;
  /** Where they go when they give up, an address of ours. */
  readonly cancelUrl: string;
  /** When nobody waits for it any more. */
  readonly expiresAt: Date;
};

/** A page of a provider's, and the provider's name for the payment that is made there. */
export type OpenedPage = { readonly providerRef: string; readonly url: string };

export type RefundAsk = {
  readonly merchantId: string;
  readonly chargeRef: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** The same key asked for twice gives money back once. */
  readonly key: string;
  /** What the provider called it when it was asked for before; null = it never answered. */
  readonly providerRef: string | null;
  /** For how long it is wanted, by the database's clock: a provider forgets keys after a while. */
  readonly ageMs: number;
};

/** How a refund stands: only `done` is money that went; `failed` never will without somebody's help. */
export type RefundState = "done" | "waiting" | "failed";

/** What a provider says to a refund; one that it refuses to make has no name there. */
export type RefundAnswer =
  | { readonly providerRef: string; readonly state: RefundState }
  | { readonly providerRef: null; readonly state: "failed" };

/** Who takes money for merchants. Every call may be repeated: its effect is one. None is made inside a transaction. */
export type PaymentProvider = {
  readonly name: "test" | "stripe";
  /** Whether such an amount can be charged or given back at all: to be asked before anything is reserved. */
  readonly canMove: (amountMinor: number, currency: string) => boolean;
  /**
   * Opens a page of the provider's where it is paid. The same payment id opens one, and is always asked with the same. Null =
   * it takes no such amount, which it alone can tell: none was opened.
   */
  readonly create: (ask: PaymentAsk) => Promise<OpenedPage | null>;
  /** How it stands now. */
  readonly look: (providerRef: string) => Promise<ProviderFacts>;
  /** Closes its page: nobody can begin to pay there any more. Paid or over by then, it stays as it is. */
  readonly close: (providerRef: string) => Promise<void>;
  /** Gives money back, or where that was asked for before, tells how it stands. Throws where it does not answer. */
  readonly refund: (ask: RefundAsk) => Promise<RefundAnswer>;
  /** The event in a webhook's very bytes; null when it is not signed by the provider, or long ago. */
  readonly read: (body: string, headers: Headers, now: Date) => Promise<ProviderEvent | null>;
};
