import type { Input } from '#kiosk/core/kiosk-state.ts';
import type { ScannedCode } from '#shared/codes/scanned-code.ts';
import type { KioskSettings } from '#shared/contract/kiosk-settings.ts';
import { createPassChecker } from './check-pass.ts';
import { checkStaffCard } from './check-staff-card.ts';

type CodeChecks = Pick<Extract<Input, { type: 'code' }>, 'pass' | 'staffCard'>;

/** What the core cannot work out by itself about a code, by the keys and cards of the settings; null: unpaired. */
export function createCodeChecker(): (code: ScannedCode, settings: KioskSettings | null) => Promise<CodeChecks> {
  const checkPass = createPassChecker();
  return async (code, settings) => ({
    pass: code.kind === 'visitor-pass' ? await checkPass(code, settings?.passKeys ?? []) : null,
    staffCard: code.kind === 'staff-card' ? checkStaffCard(code, settings?.staffCards ?? []) : null,
  });
}
