/** Page -> worker. One worker serves one opened camera. */
export type ScanOrder =
  /** Frames straight from the track, newest only. */
  | { readonly type: 'stream'; readonly frames: ReadableStream<VideoFrame> }
  /** One picture, where the browser has no such streams; the next is sent only after `pulse`. */
  | { readonly type: 'picture'; readonly picture: ImageBitmap };

/** A code held before the camera. */
export interface SeenCode {
  /** The payload where it is UTF-8; else its bytes in base64url. */
  readonly text: string;
  readonly encoding: 'text' | 'base64url';
  /** When the frame arrived: milliseconds, `performance.timeOrigin + performance.now()`. */
  readonly seenAt: number;
}

/** Worker -> page. */
export type ScanReport =
  | { readonly type: 'code'; readonly code: SeenCode }
  /** A frame was looked at; `brightness` is its mean luminance, 0 to 255. */
  | { readonly type: 'pulse'; readonly brightness: number };
