import { accessMutants } from "@/scripts/mutants/access";
import { claimDecisionMutants } from "@/scripts/mutants/claim-decision";
import { claimPageMutants } from "@/scripts/mutants/claim-pages";
import { claimWriteMutants } from "@/scripts/mutants/claim-writes";
import { claimingMutants } from "@/scripts/mutants/claiming";
import { codeMutants } from "@/scripts/mutants/codes";
import { consoleMutants } from "@/scripts/mutants/console";
import { databaseMutants } from "@/scripts/mutants/database";
import { gathererMutants } from "@/scripts/mutants/gatherer";
import { giftMutants } from "@/scripts/mutants/gifts";
import { givingMutants } from "@/scripts/mutants/givings";
import { mediaMutants } from "@/scripts/mutants/media";
import type { Mutant } from "@/scripts/mutants/mutant";
import { orderMutants } from "@/scripts/mutants/orders";
import { outsideMutants } from "@/scripts/mutants/outside";
import { packMutants } from "@/scripts/mutants/packs";
import { pageMutants } from "@/scripts/mutants/pages";
import { paymentMutants } from "@/scripts/mutants/payments";
import { pricingMutants } from "@/scripts/mutants/pricing";
import { processMutants } from "@/scripts/mutants/process";
import { referenceMutants } from "@/scripts/mutants/references";
import { requestMutants } from "@/scripts/mutants/requests";
import { rowMutants } from "@/scripts/mutants/rows";
import { tenancyMutants } from "@/scripts/mutants/tenancy";
import { trackedJobMutants } from "@/scripts/mutants/tracked-jobs";

/** Every guard that is broken; those that need a template of the test database of their own come first. */
export const mutants: readonly Mutant[] = [
  ...claimDecisionMutants,
  ...claimWriteMutants,
  ...referenceMutants,
  ...rowMutants,
  ...tenancyMutants,
  ...paymentMutants,
  ...claimingMutants,
  ...gathererMutants,
  ...accessMutants,
  ...requestMutants,
  ...trackedJobMutants,
  ...givingMutants,
  ...giftMutants,
  ...outsideMutants,
  ...pricingMutants,
  ...codeMutants,
  ...consoleMutants,
  ...mediaMutants,
  ...orderMutants,
  ...pageMutants,
  ...claimPageMutants,
  ...packMutants,
  ...databaseMutants,
  ...processMutants,
];
