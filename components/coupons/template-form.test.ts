import { expect, it } from "vitest";
import { newCouponForm } from "@/components/coupons/form-values";
import { newTemplateSchema, type TemplateForm } from "@/components/coupons/template-form";

const empty: TemplateForm = { templateName: "", ...newCouponForm("amount_off", "HKD", "all") };
const written: TemplateForm = {
  ...empty,
  ...{ templateName: "Spring", name: "Spring coupon" },
  benefit: { ...empty.benefit, amountMinor: 500 },
};
const wrongIn = (form: TemplateForm) =>
  newTemplateSchema("Asia/Hong_Kong")
    .safeParse(form)
    .error?.issues.map(({ path }) => path.join("."));

it("the form of a new template tells what is missing at its fields: of the template, and of the coupon it holds", () => {
  expect(wrongIn(empty)).toEqual(["templateName", "name", "benefit.amountMinor"]);
});

it("the form of a new template is whole without a code, and with nothing but what it asks for", () => {
  expect(wrongIn(written)).toBeUndefined();
  const distribution = { ...written.distribution, methods: ["code"] };
  expect(wrongIn({ ...written, distribution })).toBeUndefined();
  expect(wrongIn({ ...written, templateName: "x".repeat(61) })).toEqual(["templateName"]);
});
