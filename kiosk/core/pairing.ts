import type { ScannedCode } from '#shared/codes/scanned-code.ts';
import type { Flow } from './flow.ts';
import type { Context, KioskState, Step } from './kiosk-state.ts';
import { go, stay, touch } from './moves.ts';
import type { PairingTarget } from './ports.ts';

/** @returns null for a code that pairs with nobody. */
export function pairingTarget(code: ScannedCode, { flow }: Pick<KioskState, 'flow'>): PairingTarget | null {
  if (code.kind === 'provisioning') return code;
  return code.kind === 'pairing' ? { ...code, keyFingerprint: knownKey(flow, code.serverUrl) } : null;
}

/** A key once named for a server stands, also where a later code does not name it. */
export const knownKey = (flow: Flow, serverUrl: string): string | null =>
  flow.name === 'unpaired' && flow.serverUrl === serverUrl ? flow.keyFingerprint : null;

export function beginPairing(state: KioskState, target: PairingTarget, context: Context): Step {
  if (state.flow.name !== 'unpaired' || state.flow.pairing === 'working') return stay(state);
  const { serverUrl, code, keyFingerprint } = target;
  return go(
    touch(state, context),
    { name: 'unpaired', serverUrl, keyFingerprint, pairing: 'working' },
    { do: 'pair', serverUrl, code, keyFingerprint },
  );
}
