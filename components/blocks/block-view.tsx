import type { ReactNode } from "react";
import type { Block } from "@/lib/activities/schema/blocks";
import { ActionBlock } from "./action-block";
import { BannerBlock } from "./banner-block";
import { CountdownBlock } from "./countdown-block";
import { GiftsBlock } from "./gifts-block";
import { PackBlock, ProductsBlock } from "./goods-blocks";
import { HotspotsBlock } from "./hotspots-block";
import { FaqBlock, StepsBlock } from "./list-blocks";
import type { PageView } from "./page-view";
import { FollowBlock, ImageGridBlock, StoresBlock } from "./place-blocks";
import {
  ButtonBlock,
  DividerBlock,
  HeadingBlock,
  ImageBlock,
  MyPrizesBlock,
  RulesBlock,
  ShareBlock,
  SpacerBlock,
  TextBlock,
} from "./small-blocks";
import { VideoBlock } from "./video-block";
import { WinnersBlock } from "./winners-block";

/** A block of a page, drawn alike on the page members see and in the editor: server-renderable, without script. */
export function BlockView({ block, view }: { block: Block; view: PageView }): ReactNode {
  const id = `b-${block.id}`;
  switch (block.type) {
    case "banner":
      return <BannerBlock props={block.props} view={view} />;
    case "action":
      return <ActionBlock props={block.props} view={view} />;
    case "prizes":
      return <GiftsBlock id={id} props={block.props} view={view} />;
    case "countdown":
      return <CountdownBlock block={block} view={view} />;
    case "heading":
      return <HeadingBlock props={block.props} />;
    case "text":
      return <TextBlock props={block.props} view={view} />;
    case "image":
      return <ImageBlock props={block.props} view={view} />;
    case "image_grid":
      return <ImageGridBlock id={id} props={block.props} view={view} />;
    case "stores":
      return <StoresBlock id={id} props={block.props} view={view} />;
    case "follow":
      return <FollowBlock id={id} props={block.props} view={view} />;
    case "video":
      return <VideoBlock props={block.props} view={view} />;
    case "hotspots":
      return <HotspotsBlock block={block} view={view} />;
    case "products":
      return <ProductsBlock id={id} props={block.props} view={view} />;
    case "pack":
      return <PackBlock id={id} props={block.props} view={view} />;
    case "winners":
      return <WinnersBlock id={id} props={block.props} view={view} />;
    case "steps":
      return block.props.items.length > 0 ? <StepsBlock id={id} props={block.props} /> : null;
    case "faq":
      return block.props.items.length > 0 ? <FaqBlock id={id} props={block.props} view={view} /> : null;
    case "button":
      return <ButtonBlock props={block.props} view={view} />;
    case "share":
      return <ShareBlock id={id} props={block.props} view={view} />;
    case "my_prizes":
      return <MyPrizesBlock props={block.props} view={view} />;
    case "divider":
      return <DividerBlock props={block.props} theme={view.page.theme} />;
    case "spacer":
      return <SpacerBlock props={block.props} />;
    case "rules":
      return <RulesBlock id={id} props={block.props} view={view} />;
  }
}

/** A page's blocks in their order, without the hidden ones. */
export function PageBlocks({ view }: { view: PageView }) {
  const { theme, blocks } = view.page;
  return (
    <div className="pg" data-ticket={theme.ticketStyle}>
      {blocks
        .filter((block) => !block.props.hidden)
        .map((block) => (
          <div key={block.id} className="pg-block" data-type={block.type}>
            <BlockView block={block} view={view} />
          </div>
        ))}
    </div>
  );
}
