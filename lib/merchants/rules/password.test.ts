import { describe, expect, it } from "vitest";
import { weaknessOf } from "@/lib/merchants/rules/password";

const about = ["amy@harbour.example", "amy", "Amy Leung", "Harbour Tea House"];

describe("a password", () => {
  it("is too short below eight characters, as people count them, and too long above two hundred", () => {
    expect(weaknessOf("seven77", about)).toBe("password_short");
    expect(weaknessOf("😀😀😀😀", about)).toBe("password_short");
    expect(weaknessOf("eight888x", about)).toBeNull();
    expect(weaknessOf("ab3 ".repeat(50), about)).toBeNull();
    expect(weaknessOf(`${"ab3 ".repeat(50)}x`, about)).toBe("password_long");
  });

  it("is not one that every list of guesses begins with, in whatever case or width", () => {
    for (const common of [
      "password123",
      "PassWord123",
      "ｐａｓｓｗｏｒｄ１２３",
      "qwertyuiop",
      "aaaaaaaaa",
      "abababab",
    ]) {
      expect(weaknessOf(common, about), common).toBe("password_common");
    }
  });

  it("is not what everybody knows of the person, nor that with digits behind", () => {
    expect(weaknessOf("amy@harbour.example", about)).toBe("password_personal");
    expect(weaknessOf("Amy Leung2026!", about)).toBe("password_personal");
    expect(weaknessOf("tea with amy at noon", about)).toBeNull();
  });

  it("may be anything else: no class of characters is asked for, and blanks count", () => {
    expect(weaknessOf("correct horse battery", about)).toBeNull();
    expect(weaknessOf("  two outer blanks  ", about)).toBeNull();
    expect(weaknessOf("海港茶屋的密码很长", about)).toBeNull();
  });
});
