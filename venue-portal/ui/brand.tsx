/** A QR code's three eyes and a tick. */
export function BrandMark({ size = 36 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="#0b5c63" />
      <g fill="none" stroke="#fff" strokeWidth="2.4" strokeLinejoin="round" strokeLinecap="round">
        <rect x="7" y="7" width="7" height="7" rx="1.6" />
        <rect x="18" y="7" width="7" height="7" rx="1.6" />
        <rect x="7" y="18" width="7" height="7" rx="1.6" />
        <path d="m17.5 21.6 2.9 2.9 5.1-6.2" stroke="#f3a95c" />
      </g>
    </svg>
  );
}
