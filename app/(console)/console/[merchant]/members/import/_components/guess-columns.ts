import { type ImportField, importFields, type MemberImportMapping } from "@/lib/members/schema/import";

/** What each field's column may be called, in the languages of the console and by what other systems write. */
const names: Readonly<Record<ImportField, readonly string[]>> = {
  phone: ["phone", "mobile", "phone number", "电话", "手机", "手机号", "电话号码"],
  name: ["name", "full name", "姓名", "名字"],
  nickname: ["nickname", "昵称"],
  email: ["email", "e-mail", "mail", "邮箱", "电子邮箱"],
  birthday: ["birthday", "date of birth", "birth date", "生日", "出生日期"],
  externalId: ["your number for them", "external id", "externalid", "member number", "商家编号", "会员编号"],
  store: ["store", "joined at", "门店", "加入门店"],
  tags: ["tags", "tag", "标签"],
};

/** The column of each field, as far as the header's words tell. */
export function guessColumns(header: readonly string[]): MemberImportMapping {
  const plain = header.map((cell) => cell.trim().toLowerCase());
  const found = importFields.map((field) => {
    const at = plain.findIndex((cell) => names[field].includes(cell));
    return [field, at < 0 ? null : at] as const;
  });
  const [phone, name, nickname, email, birthday, externalId, store, tags] = found.map(([, at]) => at);
  return {
    ...{ phone: phone ?? null, name: name ?? null, nickname: nickname ?? null, email: email ?? null },
    ...{
      birthday: birthday ?? null,
      externalId: externalId ?? null,
      store: store ?? null,
      tags: tags ?? null,
    },
  };
}
