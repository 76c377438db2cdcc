import type { ReactNode } from "react";
import type { TicketValue } from "./ticket-words";

export type TicketState = "available" | "selected" | "unusable" | "used" | "expired" | "locked" | "few_left";

export type CouponTicketProps = {
  size?: "L" | "M" | "S" | "XS";
  state?: TicketState;
  value: TicketValue;
  condition: string;
  name: string;
  /** The colour of the stub, one of face-colours.ts; any other is the brand's. */
  face?: string;
  scope?: string;
  validity?: string;
  /** "soon" sets the validity in the warning colour. */
  tone?: "normal" | "soon";
  /** Why it cannot be used: the most readable line of a greyed ticket. */
  reason?: string;
  /** A small label after the name. */
  tag?: string;
  /** Words stamped on a used or expired ticket: "Used 21 Nov". */
  stamp?: string;
  /** For "few left": what is left of how many, in words and as a bar. */
  stock?: { left: number; total: number; words: string };
  action?: ReactNode;
  headingLevel?: 2 | 3 | 4;
  /** Only for L: what stands under the seam, such as the QR code. */
  children?: ReactNode;
};

/** The coupon as an object, the same everywhere. Server-rendered: no script, no style attribute, no image. */
export function CouponTicket(props: CouponTicketProps) {
  const { size = "M", state = "available", value, name } = props;
  if (size === "XS") {
    return (
      <span className="ticket-chip" data-state={state} data-face={props.face} title={name}>
        {value.lead}
        {value.main}
        {value.tail}
      </span>
    );
  }
  return (
    <div className="ticket" data-size={size} data-state={state} data-face={props.face}>
      <div className="ticket__sheet">
        <Stub {...props} />
        {size === "S" ? <p className="ticket__line">{name}</p> : <Body {...props} />}
      </div>
      {size === "L" && props.children ? <div className="ticket__below">{props.children}</div> : null}
    </div>
  );
}

function Stub({ value, condition, stamp, size, state }: CouponTicketProps) {
  const stamped = stamp && (state === "used" || state === "expired");
  return (
    <div className="ticket__stub">
      <p className="ticket__value" data-step={size === "S" ? 14 : valueStep(value)}>
        {value.lead ? <small>{value.lead}</small> : null}
        <wbr />
        {value.main}
        {value.tail ? <small>{value.tail}</small> : null}
      </p>
      {stamped ? <p className="ticket__stamp">{stamp}</p> : null}
      {condition && size !== "S" && !stamped ? <p className="ticket__condition">{condition}</p> : null}
    </div>
  );
}

function Body({
  name,
  scope,
  validity,
  tone,
  reason,
  tag,
  stock,
  action,
  state,
  headingLevel = 3,
}: CouponTicketProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div className="ticket__body">
      <div className="ticket__text">
        <Heading className="ticket__name" title={name}>
          {name}
          {tag ? <span className="ticket__tag">{tag}</span> : null}
        </Heading>
        {scope ? <p className="ticket__meta">{scope}</p> : null}
        {reason ? (
          <p className="ticket__reason">{reason}</p>
        ) : validity ? (
          <p className="ticket__meta" data-tone={tone}>
            {validity}
          </p>
        ) : null}
        {stock ? (
          <p className="ticket__stock">
            <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
              <rect width={stock.total > 0 ? (100 * stock.left) / stock.total : 0} height="4" />
            </svg>
            {stock.words}
          </p>
        ) : null}
      </div>
      {state === "selected" ? (
        <span className="ticket__check" aria-hidden="true">
          ✓
        </span>
      ) : null}
      {action ? <div className="ticket__action">{action}</div> : null}
    </div>
  );
}

/**
 * The largest of 30, 24 and 20 px in which the value still fits the stub's 92 px; 16 for words that would take more than
 * three lines of 20.
 */
export function valueStep({ lead = "", main, tail = "" }: TicketValue): 30 | 24 | 20 | 16 {
  const room = 92 - (width(lead) + width(tail)) * 16;
  if (width(main) * 30 <= room) return 30;
  if (width(main) * 24 <= room) return 24;
  // Lines of words end early: three hold about two and a half.
  return width(main) * 20 <= 2.5 * 92 ? 20 : 16;
}

/** The width of a text in em, near enough for a bold system face. */
function width(text: string): number {
  let em = 0;
  for (const character of text) {
    if (/[.,:;'|il ]/.test(character)) em += 0.28;
    else if (/\d/.test(character)) em += 0.63;
    else if (/[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/.test(character)) em += 1;
    else em += /[A-Z%@mw]/.test(character) ? 0.78 : 0.58;
  }
  return em;
}
