/** The words a merchant put on a coupon. */
export function CouponTags({ tags }: { tags: readonly string[] }) {
  return (
    <ul className="flex min-w-0 flex-wrap gap-1">
      {tags.map((tag) => (
        <li
          key={tag}
          className="max-w-full truncate rounded-sm bg-sunken px-1.5 text-xs leading-5 text-ink"
          title={tag}
        >
          {tag}
        </li>
      ))}
    </ul>
  );
}
