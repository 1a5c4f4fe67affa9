import { useMemo } from 'react';
import { encodeQr, QUIET_ZONE_MODULES } from '#print/qr/matrix.ts';
import { qrPathData } from '#print/qr/svg.ts';

/** A QR code, black on white in both colour schemes, with its quiet zone; as wide as its container. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const drawing = useMemo(() => draw(text), [text]);
  return (
    <svg viewBox={`0 0 ${drawing.side} ${drawing.side}`} shapeRendering="crispEdges" role="img" aria-label={label}>
      <rect width={drawing.side} height={drawing.side} fill="#fff" />
      <path d={drawing.path} fill="#000" />
    </svg>
  );
}

function draw(text: string): { side: number; path: string } {
  const matrix = encodeQr(text);
  if (!matrix.ok) throw new Error(`no QR code for this text: ${matrix.error.kind}`);
  const side = matrix.value.size + 2 * QUIET_ZONE_MODULES;
  return { side, path: qrPathData(matrix.value, QUIET_ZONE_MODULES) };
}
