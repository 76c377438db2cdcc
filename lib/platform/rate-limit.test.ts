import { describe, expect, it } from "vitest";
import { rateAddress } from "@/lib/platform/rate-limit";

describe("a limit per address", () => {
  it("counts all addresses of one IPv6 /64 as one, however they are written", () => {
    const same = [
      "2001:db8:0:1::",
      "2001:db8:0:1::1",
      "2001:DB8:0:1:ffff:ffff:ffff:ffff",
      "2001:0db8:0000:0001:0000:0000:0000:0002",
      "2001:db8:0:1::1%eth0",
    ];
    expect(new Set(same.map(rateAddress))).toEqual(new Set(["2001:db8:0:1::/64"]));
    expect(rateAddress("2001:db8:0:2::1")).not.toBe(rateAddress("2001:db8:0:1::1"));
  });

  it("counts an IPv4 address by itself, within IPv6 too", () => {
    expect(["192.0.2.7", "::ffff:192.0.2.7", "::FFFF:c000:207"].map(rateAddress)).toEqual(
      Array(3).fill("192.0.2.7"),
    );
    expect(rateAddress("192.0.2.8")).toBe("192.0.2.8");
  });

  it("leaves what is no address as it is", () => {
    const names = ["unknown", "", "api:key_1:mbr_1", "fe80::1::2"];
    expect(names.map(rateAddress)).toEqual(names);
  });
});
