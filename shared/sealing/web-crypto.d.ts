/** The part of the Web Cryptography API that sealing uses; every runtime here has it, so that shared/ needs neither Node nor the DOM. */
interface SealingCryptoKey {
  readonly type: string;
}
interface SealingSubtleCrypto {
  digest(algorithm: 'SHA-256', data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  generateKey(
    algorithm: 'Ed25519',
    extractable: boolean,
    usages: readonly string[],
  ): Promise<{
    readonly privateKey: SealingCryptoKey;
    readonly publicKey: SealingCryptoKey;
  }>;
  importKey(
    format: 'raw' | 'pkcs8',
    key: Uint8Array<ArrayBuffer>,
    algorithm: 'Ed25519' | 'AES-GCM',
    extractable: boolean,
    usages: readonly string[],
  ): Promise<SealingCryptoKey>;
  exportKey(format: 'raw' | 'pkcs8', key: SealingCryptoKey): Promise<ArrayBuffer>;
  sign(algorithm: 'Ed25519', key: SealingCryptoKey, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  verify(
    algorithm: 'Ed25519',
    key: SealingCryptoKey,
    signature: Uint8Array<ArrayBuffer>,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
  encrypt(algorithm: SealingAesGcm, key: SealingCryptoKey, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  decrypt(algorithm: SealingAesGcm, key: SealingCryptoKey, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
}
interface SealingAesGcm {
  readonly name: 'AES-GCM';
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly additionalData: Uint8Array<ArrayBuffer>;
}
declare var crypto: {
  readonly subtle: SealingSubtleCrypto;
  getRandomValues<T extends Uint8Array>(array: T): T;
};
