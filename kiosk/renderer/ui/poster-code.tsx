import { useMemo } from 'react';
import { encodeQr, QUIET_ZONE_MODULES } from '#print/qr/matrix.ts';
import { qrPathData } from '#print/qr/svg.ts';

/** This entrance's poster as a picture: the way in that needs no machine. */
export function PosterCode({ url, label }: { readonly url: string; readonly label: string }) {
  const drawing = useMemo(() => {
    const encoded = encodeQr(url, { levels: ['Q', 'M', 'L'] });
    if (!encoded.ok) return null;
    return {
      side: encoded.value.size + 2 * QUIET_ZONE_MODULES,
      path: qrPathData(encoded.value, QUIET_ZONE_MODULES),
    };
  }, [url]);
  if (!drawing) return null;
  return (
    <svg
      className="poster-code"
      viewBox={`0 0 ${drawing.side} ${drawing.side}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={drawing.side} height={drawing.side} fill="#fff" />
      <path d={drawing.path} />
    </svg>
  );
}
