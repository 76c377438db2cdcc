import { VoucherTicket } from "@/components/vouchers/voucher-ticket";
import type { MemberVoucher } from "@/lib/vouchers/queries";

type WonTicketsProps = { vouchers: readonly MemberVoucher[]; timeZone: string; wallet: string };

/** What was won, each ticket leading to its coupon. */
export function WonTickets({ vouchers, timeZone, wallet }: WonTicketsProps) {
  const now = new Date();
  return (
    <div className="won-in grid gap-3">
      {vouchers.map((voucher) => (
        <VoucherTicket
          key={voucher.id}
          voucher={voucher}
          timeZone={timeZone}
          now={now}
          headingLevel={2}
          href={`${wallet}/${voucher.id}`}
        />
      ))}
    </div>
  );
}
