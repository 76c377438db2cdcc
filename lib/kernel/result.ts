/** Why something that was asked for properly was not done. `code` is stable; `params` are what its words need. */
export type Refusal<Code extends string = string> = {
  readonly code: Code;
  readonly params?: Readonly<Record<string, string | number | null>>;
  /** What programs are told beside them; plain JSON. */
  readonly more?: Readonly<Record<string, unknown>>;
};

/** An expected outcome: done, or refused with a reason. Faults and bugs are thrown instead (see app-error.ts). */
export type Result<T, R extends Refusal = Refusal> =
  | {
      readonly ok: true;
      readonly value: T;
      /** Present when nothing was done now: the answer that this request was given before. */
      readonly replayed?: true;
    }
  | { readonly ok: false; readonly refusal: R };

/** The thing was done. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** The thing was refused and nothing was changed. */
export function refuse<Code extends string>(
  code: Code,
  params?: Refusal["params"],
): { readonly ok: false; readonly refusal: Refusal<Code> } {
  return { ok: false, refusal: params ? { code, params } : { code } };
}
