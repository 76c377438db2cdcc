import { changeActivities, changeActivityState } from "@/lib/activities/actions";
import { unpublishPage } from "@/lib/activities/actions/pages";
import { changeCategoryState, changeProductState, changeProducts } from "@/lib/catalogue/actions";
import { changeCouponState, changeCoupons, setCouponValidity } from "@/lib/coupons/actions";
import { setCouponValidities } from "@/lib/coupons/actions/extend";
import { tagCoupons } from "@/lib/coupons/actions/tags";
import { changeChannelState, changeLinks } from "@/lib/links/actions";
import { changePlacement } from "@/lib/links/actions/placements";
import { pickMembers, setMemberTier, tagMembers } from "@/lib/members/actions/directory";
import { changeStoreState, changeStores, dismissSetup } from "@/lib/merchants/actions";
import { changeManyStaff, changeStaffState } from "@/lib/merchants/actions/staff";
import { changePackState, changePacks } from "@/lib/packs/actions";
import { saveView } from "@/lib/workspace/actions";

const undoActions: readonly unknown[] = [
  ...[
    changeActivities,
    changeActivityState,
    changeCategoryState,
    changeProductState,
    changeProducts,
    changeCouponState,
    setCouponValidity,
    setCouponValidities,
  ],
  ...[changeCoupons, tagCoupons, changeChannelState, changeLinks, changePlacement],
  ...[pickMembers, setMemberTier, tagMembers],
  ...[
    changeStoreState,
    changeStores,
    dismissSetup,
    changeStaffState,
    changeManyStaff,
    changePackState,
    changePacks,
    saveView,
    unpublishPage,
  ],
];

/**
 * Renders nothing. An action is asked of the page that somebody is on, and a page answers only those its own code holds;
 * what a toast takes back may have been done pages ago. So the frame holds them, for all its pages.
 */
export function UndoActions() {
  return undoActions.length > 0 ? null : undefined;
}
