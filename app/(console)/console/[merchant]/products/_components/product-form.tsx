"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useWatch } from "react-hook-form";
import { z } from "zod";
import { consolePath } from "@/components/merchants/console-path";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { EditGuards } from "@/components/ui/edit-guards";
import { FormActions } from "@/components/ui/form-actions";
import { FormCheckbox, FormMoney, FormMultiSelect, FormRadio, FormText } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { asRoute } from "@/components/ui/link";
import { SaveBar } from "@/components/ui/save-bar";
import type { Option } from "@/components/ui/select";
import { TranslatedFields, TranslatedLanguages, TranslatedText } from "@/components/ui/translated";
import { type Change, useEditForm } from "@/components/ui/use-edit-form";
import { DraftLine } from "@/components/workspace/draft-line";
import { type DraftStart, useDraft, useDraftOf } from "@/components/workspace/use-draft";
import { createProduct, editProduct } from "@/lib/catalogue/actions";
import { productInputSchema } from "@/lib/catalogue/schema";

const priceMinor = productInputSchema.shape.prices.element.shape.priceMinor;

/** As typed: stores are named only where they are chosen. */
const typedShape = z.object({
  product: productInputSchema
    .pick({ name: true, translations: true, categoryIds: true })
    .extend({ sku: z.string().max(40) }),
  sold: z.enum(["all", "some"]),
  storeIds: z.array(z.string()),
  /** By currency; missing where it is not needed. */
  prices: z.record(z.string(), priceMinor.nullable()),
  /** By currency; missing = not on offer. */
  offers: z.record(z.string(), z.boolean()).default({}),
});

/** What may be sent: the stores chosen, and a price in each currency they use, so that each field says what it lacks. */
const typedSchema = (facts: Pick<ProductFormProps, "stores" | "currency">) =>
  typedShape.superRefine((typed, ctx) => {
    if (typed.sold === "some" && typed.storeIds.length === 0) {
      ctx.addIssue({ code: "custom", path: ["storeIds"], message: "choose_a_store" });
    }
    for (const currency of needed(facts, typed)) {
      if (typeof typed.prices[currency] === "number") continue;
      ctx.addIssue({ code: "custom", path: ["prices", currency], message: "required" });
    }
  });
type Typed = z.input<typeof typedShape>;

type StoreChoice = { id: string; name: string; currency: string };

type ProductFormProps = {
  place: ActionPlace;
  values: Typed;
  categories: readonly Option[];
  stores: readonly StoreChoice[];
  /** The merchant's own currency. */
  currency: string;
};

/** The currencies a product needs a price in, as rules.ts decides it. */
function needed({ stores, currency }: Pick<ProductFormProps, "stores" | "currency">, typed: Partial<Typed>) {
  const some = typed.sold === "some" ? (typed.storeIds ?? []) : null;
  const sold = stores.filter((store) => some === null || some.includes(store.id));
  const used = [...new Set(sold.map((store) => store.currency))].sort();
  return used.length > 0 ? used : [currency];
}

const sent = (props: ProductFormProps) => (typed: Typed) => ({
  product: {
    ...typed.product,
    storeIds: typed.sold === "all" ? "all" : typed.storeIds,
    prices: needed(props, typed).flatMap((currency) => {
      const minor = typed.prices[currency];
      const onOffer = typed.offers?.[currency] ?? false;
      return minor === null || minor === undefined ? [] : [{ currency, priceMinor: minor, onOffer }];
    }),
  },
});

function useTypedSchema({ stores, currency }: ProductFormProps) {
  return useMemo(() => typedSchema({ stores, currency }), [stores, currency]);
}

/** C-70, a new product. */
export function CreateProductForm({ draft: start, ...props }: ProductFormProps & { draft: DraftStart }) {
  const t = useTranslations("catalogue.product");
  const router = useRouter();
  const draft = useDraft<Typed>({
    kind: "product",
    variant: "",
    start,
    where: props.place,
    titleOf: ({ product }) => product.name,
  });
  const form = useActionForm({
    schema: useTypedSchema(props),
    defaultValues: props.values,
    action: createProduct,
    where: props.place,
    before: draft.settled,
    input: (typed) => ({ ...sent(props)(typed), draftId: draft.id }),
    success: t("created"),
    onSuccess: () => router.push(asRoute(consolePath(props.place, "products"))),
  });
  useDraftOf(draft, form.methods);
  return (
    <ActionForm form={form} className="grid gap-4">
      <ProductFields {...props} />
      <DraftLine status={draft.status} />
      <FormActions submitLabel={t("create")} guard={draft.status.type !== "saved"} keep={draft.keep} />
    </ActionForm>
  );
}

/** C-70, a product that exists. */
type EditProductProps = ProductFormProps & { productId: string; revision: number; change: Change };

export function EditProductForm({ productId, revision, change, ...rest }: EditProductProps) {
  const t = useTranslations("catalogue.product");
  const edit = useEditForm({
    schema: useTypedSchema(rest),
    values: rest.values,
    revision,
    change,
    thing: productId,
    action: editProduct,
    where: rest.place,
    input: (typed, known) => ({ productId, revision: known, ...sent(rest)(typed) }),
    success: t("saved"),
  });
  return (
    <ActionForm form={edit.form} className="grid gap-4">
      <EditGuards edit={edit} />
      <ProductFields {...rest} />
      <SaveBar />
    </ActionForm>
  );
}

/** The words that members read, each by the name of its field. */
const texts = { name: "product.name" };

function ProductFields({ categories, stores, currency }: ProductFormProps) {
  const t = useTranslations("catalogue.product");
  const [sold, storeIds] = useWatch<Typed, ["sold", "storeIds"]>({ name: ["sold", "storeIds"] });
  return (
    <>
      <FormSection id="basics" title={t("basics")}>
        <TranslatedFields at="product.translations" fields={texts}>
          <TranslatedLanguages />
          <TranslatedText field="name" label={t("name")} isRequired maxLength={80} />
        </TranslatedFields>
        <div className="grid gap-4 sm:grid-cols-2">
          <FormText name="product.sku" label={t("sku")} help={t("skuHelp")} maxLength={40} mono />
          <FormMultiSelect
            name="product.categoryIds"
            label={t("categories")}
            help={categories.length === 0 ? t("noCategories") : undefined}
            options={categories}
          />
        </div>
      </FormSection>
      <FormSection id="stores" title={t("where")}>
        <FormRadio
          name="sold"
          label={t("soldIn")}
          options={[
            { value: "all", label: t("allStores") },
            { value: "some", label: t("someStores") },
          ]}
        />
        {sold === "some" ? (
          <FormMultiSelect
            name="storeIds"
            label={t("stores")}
            isRequired
            options={stores.map((store) => ({
              value: store.id,
              label: store.name,
              description: store.currency,
            }))}
          />
        ) : null}
      </FormSection>
      <FormSection id="prices" title={t("prices")} help={t("pricesHelp")}>
        <div className="grid gap-4 sm:grid-cols-2">
          {needed({ stores, currency }, { sold, storeIds }).map((code) => (
            <div key={code} className="grid content-start gap-2">
              <FormMoney
                name={`prices.${code}`}
                label={t("priceIn", { currency: code })}
                currency={code}
                isRequired
              />
              <FormCheckbox name={`offers.${code}`} label={t("onOfferIn", { currency: code })} />
            </div>
          ))}
        </div>
        <p className="text-sm text-ink-2">{t("onOfferHelp")}</p>
      </FormSection>
    </>
  );
}
