/** The baton between two runners' lanes. */
export function BrandMark() {
  return (
    <svg class="brand-mark" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <rect width="20" height="20" rx="5" />
      <path d="M5 13.2 15 6.8" />
    </svg>
  );
}
