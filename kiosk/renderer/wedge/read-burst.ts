import { classifyCode } from '#shared/codes/classify-code.ts';
import type { ScannedCodeKind } from '#shared/codes/scanned-code.ts';
import { parsePhone } from '#shared/domain/phone.ts';
import type { Burst } from './burst-detector.ts';

/**
 * The text a scanner meant. It sends the keys of the layout it was set to, which need not be the machine's (a French, or the
 * Vietnamese one with letters in the place of digits), so the keys are also read by their places; what makes a code wins.
 */
export function readBurst({ byLayout, byPosition }: Burst): string {
  const rank = (text: string): number => RANKS[classifyCode(text).kind] ?? 3;
  return rank(byPosition) > rank(byLayout) ? byPosition : byLayout;
}

const RANKS: Readonly<Partial<Record<ScannedCodeKind, number>>> = { unknown: 0, garbled: 1, opaque: 2 };

/**
 * Whether a burst is rather text for the field in focus: dictation, text expanders, on-screen keyboards and switch access of
 * the system type as fast as a scanner. Such text ends without Enter or Tab, is no code, and is a name or a phone number.
 */
export function isDictated({ byLayout, isEnded }: Burst): boolean {
  if (isEnded || classifyCode(byLayout).kind !== 'unknown') return false;
  return parsePhone(byLayout).ok || (NAME_TYPED.test(byLayout) && !/\d{4}/.test(byLayout));
}

/** Letters, and among them the digits of VNI typing. */
const NAME_TYPED = /^ ?\p{L}[\p{L}\p{M}\d '’.-]*$/u;
