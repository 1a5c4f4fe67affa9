import { z } from 'zod';
import { fromBase64url, fromUtf8, toBase64url, utf8 } from '../sealing/bytes.ts';
import { KEY_FINGERPRINT_LENGTH } from '../sealing/key-fingerprint.ts';
import { parseHttpOrigin } from './http-origin.ts';
import { parsePairingCode } from './pairing-code.ts';
import { isSafeOrigin } from './private-host.ts';
import type { GarbledCode, ProvisioningCode } from './scanned-code.ts';
import { startsWithPrefix } from './signed-text.ts';

const PREFIX = 'VCPROV1 ';
/** Far more than a code of ours has: an address of 300 characters. */
const MAX_LENGTH = 600;

/** Short names, for a code that a camera reads easily. */
const documentSchema = z.object({
  /** Origin of the server. */
  s: z.string().max(300),
  /** Pairing code. */
  c: z.string().max(40),
  /** Fingerprint of the server's signing key. */
  k: z.string().regex(new RegExp(`^[\\w-]{${KEY_FINGERPRINT_LENGTH}}$`)),
});

/** Text of the QR that sets a kiosk up: `VCPROV1 ` and base64url of a JSON document. */
export function encodeProvisioningText({ serverUrl, code, keyFingerprint }: Omit<ProvisioningCode, 'kind'>): string {
  return PREFIX + toBase64url(utf8(JSON.stringify({ s: serverUrl, c: code, k: keyFingerprint })));
}

/** Null when the text is not meant to be one. An http address is taken within the venue's own network only. */
export function parseProvisioningCode(text: string): ProvisioningCode | GarbledCode | null {
  if (!startsWithPrefix(text, PREFIX)) return null;
  const payload = text.slice(PREFIX.length);
  const document = payload.length > MAX_LENGTH ? null : readDocument(payload);
  const serverUrl = document && parseHttpOrigin(document.s);
  const code = document && parsePairingCode(document.c);
  if (!serverUrl || !isSafeOrigin(serverUrl) || !code?.ok) {
    return { kind: 'garbled', of: 'provisioning', reason: 'encoding' };
  }
  return { kind: 'provisioning', serverUrl, code: code.value, keyFingerprint: document.k };
}

function readDocument(payload: string): z.infer<typeof documentSchema> | null {
  try {
    return documentSchema.parse(JSON.parse(fromUtf8(fromBase64url(payload))));
  } catch {
    return null;
  }
}
