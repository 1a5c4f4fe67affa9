/** A hand brings a phone with a code up into the frame. Stands still where reduced motion is wished; the picture says it too. */
export function HoldingHand() {
  return (
    <svg className="holding-hand" viewBox="0 0 120 150" aria-hidden="true">
      <g className="holding-hand__moving">
        <path className="holding-hand__skin" d="M44 150v-38c-9-7-16-18-18-27-1-6 6-9 9-4l9 14V62h38v66l-6 22Z" />
        <rect className="holding-hand__phone" x="38" y="14" width="50" height="86" rx="8" />
        <rect className="holding-hand__screen" x="42" y="20" width="42" height="74" rx="4" />
        <g className="holding-hand__code">
          <path d="M47 38h13v13H47ZM66 38h13v13H66ZM47 57h13v13H47Z" />
          <path className="holding-hand__holes" d="M50.5 41.500h6v6h-6ZM69.5 41.500h6v6h-6ZM50.5 60.500h6v6h-6Z" />
          <path d="M66 57h4v4h-4ZM75 57h4v4h-4ZM70.5 61.500h4v4h-4ZM66 66h4v4h-4ZM75 66h4v4h-4Z" />
        </g>
        <path
          className="holding-hand__skin"
          d="M84 70c5-2 12 0 12 5s-6 6-12 6ZM84 84c5-1 11 0 11 5s-6 5-11 5ZM84 57c5-2 12-1 12 5s-7 6-12 5Z"
        />
      </g>
    </svg>
  );
}
