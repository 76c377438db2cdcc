/** Shorter ones are guessed, longer ones are no password any more but an attack on the server's time. */
export const PASSWORD_LENGTH = { least: 8, most: 200 } as const;

/** Passwords that every list of guesses begins with and that are long enough (ASVS 6.2.4). */
const COMMON = new Set(
  `12345678 123456789 1234567890 0123456789 11111111 00000000 88888888 87654321 987654321 12341234 11223344 12121212
  password password1 password12 password123 passw0rd p@ssw0rd p@ssword password! qwertyui qwerty12 qwerty123 qwerty1234
  qwertyuiop 1q2w3e4r 1q2w3e4r5t 1qaz2wsx qazwsxedc zaq12wsx q1w2e3r4 asdfghjkl asdfghjk asdf1234 zxcvbnm1 zxcvbnm123
  abcd1234 abc12345 abcdefgh a1b2c3d4 aa123456 aaaaaaaa iloveyou iloveyou1 sunshine sunshine1 princess princess1
  football football1 baseball baseball1 basketball superman superman1 batman123 starwars pokemon1 dragon123 monkey123
  letmein1 letmein123 welcome1 welcome123 welcome2024 welcome2025 welcome2026 changeme changeme1 changeme123 trustno1
  whatever computer internet michelle jennifer charlie1 michael1 jordan23 liverpool chelsea1 arsenal1 manchester
  admin123 admin1234 administrator adminadmin root1234 test1234 testtest guest123 secret123 master123 login123
  summer2024 summer2025 summer2026 winter2024 winter2025 winter2026 spring2025 spring2026 autumn2025 autumn2026
  woaini520 woaini1314 woaini123 5201314520 13145200 qq123456 wang1234 zhang123 asd123456 a12345678 a123456789
  123456abc abc123456 123qweasd qwe123456 1234qwer qwer1234 789456123 147258369 112233445566 123123123 123321123
  loveyou1 lovely12 flower12 freedom1 hello123 hellohello mustang1 shadow12 killer12 ashley12 hunter12 ginger12
  couponcoupon coupon123 scripscrip scrip123 marketing merchant marketing1`
    .split(/\s+/)
    .filter(Boolean),
);

/** Why a password is too weak to be taken; null = it may be. `about` is what everybody knows of the person. */
export function weaknessOf(
  password: string,
  about: readonly string[],
): "password_short" | "password_long" | "password_common" | "password_personal" | null {
  const length = [...password.normalize("NFKC")].length;
  if (length < PASSWORD_LENGTH.least) return "password_short";
  if (length > PASSWORD_LENGTH.most) return "password_long";
  const plain = password.normalize("NFKC").toLowerCase();
  if (COMMON.has(plain) || new Set(plain).size < 3) return "password_common";
  const known = about.map((word) => word.normalize("NFKC").toLowerCase()).filter((word) => word.length >= 4);
  return known.some((word) => plain === word || plain.replace(/[\d\W_]+$/, "") === word)
    ? "password_personal"
    : null;
}
