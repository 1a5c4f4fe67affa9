import { describe, expect, it } from 'vitest';
import { utf8 } from './bytes.ts';
import { createSigner, createVerifier, generateSigningKey, signDocument, verifyDocument } from './signing.ts';

async function pair() {
  const stored = await generateSigningKey();
  return { signer: await createSigner(stored), verifier: await createVerifier(stored.publicKey) };
}

describe('signing', () => {
  it('verifies its own signature and no other', async () => {
    const { signer, verifier } = await pair();
    const signature = await signer.sign(utf8('hello'));
    expect(signature).toHaveLength(64);
    expect(await verifier.verify(utf8('hello'), signature)).toBe(true);
    expect(await verifier.verify(utf8('hellp'), signature)).toBe(false);
    expect(await (await pair()).verifier.verify(utf8('hello'), signature)).toBe(false);
  });

  it('reads a document back, bound to its label', async () => {
    const { signer, verifier } = await pair();
    const text = await signDocument(signer, 'certificate', { venue: 'Chợ Đông Ba' });
    expect(await verifyDocument(verifier, 'certificate', text)).toEqual({ venue: 'Chợ Đông Ba' });
    expect(await verifyDocument(verifier, 'settings', text)).toBeNull();
    expect(await verifyDocument(verifier, 'certificate', `${text}.x`)).toBeNull();
    expect(await verifyDocument(verifier, 'certificate', 'nonsense')).toBeNull();
  });
});
