/** The part of qrcode 1.5 we use. Its published types pull in Node's, which would let `node:fs` compile in browser code. */
declare module 'qrcode/lib/core/qrcode.js' {
  interface QrSymbol {
    readonly version: number;
    readonly modules: { readonly size: number; readonly data: Uint8Array };
  }
  const encoder: {
    /** Throws an Error when the text is empty or does not fit. */
    create(
      text: string,
      options: { readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H'; readonly version?: number },
    ): QrSymbol;
  };
  export default encoder;
}
