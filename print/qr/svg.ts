import { type QrMatrix, QUIET_ZONE_MODULES } from './matrix.ts';
import { traceOutline } from './outline.ts';

/** Path data of the dark modules in a space of one unit a module, moved by `offset`. */
export function qrPathData(matrix: QrMatrix, offset: number): string {
  return traceOutline(matrix)
    .map((loop) => {
      let path = `M${(loop[0] ?? 0) + offset} ${(loop[1] ?? 0) + offset}`;
      for (let at = 2; at < loop.length; at += 2) {
        const dx = (loop[at] ?? 0) - (loop[at - 2] ?? 0);
        path += dx === 0 ? `v${(loop[at + 1] ?? 0) - (loop[at - 1] ?? 0)}` : `h${dx}`;
      }
      return `${path}z`;
    })
    .join('');
}

/**
 * A standalone SVG: black on white, quiet zone included, one path, no style attribute (passes a strict CSP).
 * It has no size of its own: the page's CSS decides.
 * @param label what a screen reader says instead of the picture.
 */
export function renderQrSvg(matrix: QrMatrix, label: string): string {
  const side = matrix.size + 2 * QUIET_ZONE_MODULES;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges" role="img" aria-label="${escapeXml(label)}">` +
    `<rect width="${side}" height="${side}" fill="#fff"/><path d="${qrPathData(matrix, QUIET_ZONE_MODULES)}"/></svg>`
  );
}

const XML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Makes text safe inside XML elements and quoted attributes; drops control characters XML 1.0 forbids. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']|[^\t\n\r\P{C}]|\p{Cs}/gu, (character) => XML_ENTITIES[character] ?? '');
}
