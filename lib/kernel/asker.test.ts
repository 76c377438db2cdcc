import { describe, expect, it } from "vitest";
import { isAhead, isBot } from "@/lib/kernel/asker";

const android = (more: string) =>
  `Mozilla/5.0 (Linux; Android 14; ${more}) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36`;

describe("who asks", () => {
  it.each([
    "",
    "facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    "WhatsApp/2.23.20.0 A",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0)",
    "Slackbot-LinkExpanding 1.0",
    "TelegramBot (like TwitterBot)",
    "Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5",
    "curl/8.5.0",
    "python-requests/2.31",
    "Go-http-client/2.0",
    "Mozilla/5.0+(compatible; UptimeRobot/2.0)",
    "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/130.0.0.0",
  ])("is no person when it says %j", (agent) => {
    expect(isBot(agent)).toBe(true);
  });

  it.each([
    android("CUBOT X50"),
    android("CUBOT_NOTE_20"),
    `${android("Pixel 9")} Telegram-Android/11.4.2 (Google Pixel 9; Android 15; SDK 35; HIGH)`,
    `${android("Pixel 9")} QRScanner/3.1`,
    `${android("Pixel 9")} BarcodeScanner/8`,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15",
  ])("is a person when it says %j", (agent) => {
    expect(isBot(agent)).toBe(false);
  });

  it("asks ahead of anybody's press where the browser says so", () => {
    expect(["prefetch", "prefetch;prerender", "prefetch;anonymous-client-ip"].map(isAhead)).toEqual([
      ...[true, true, true],
    ]);
    expect([undefined, null, "", "document"].map(isAhead)).toEqual([false, false, false, false]);
  });
});
