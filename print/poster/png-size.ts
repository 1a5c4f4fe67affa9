const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
const HEADER_BYTES = 24;

/** Width and height of a PNG in pixels, from its header (ISO/IEC 15948, 11.2.1); null when it is none. */
export function readPngSize(png: Uint8Array): { readonly width: number; readonly height: number } | null {
  if (png.length < HEADER_BYTES || SIGNATURE.some((byte, at) => png[at] !== byte)) return null;
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  return width > 0 && height > 0 ? { width, height } : null;
}
