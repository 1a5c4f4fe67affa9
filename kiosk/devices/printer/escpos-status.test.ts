import { describe, expect, it } from 'vitest';
import { isAnswerInTurn, readStatus } from './escpos-status.ts';

describe('the answers of a receipt printer', () => {
  it('tell paper, cover and faults apart', () => {
    expect(readStatus([0x12, 0x12])).toBe('ready');
    expect(readStatus([0x12])).toBe('ready');
    expect(readStatus([0x16, 0x12])).toBe('paper');
    expect(readStatus([0x32, 0x12])).toBe('paper');
    expect(readStatus([0x12, 0x72])).toBe('paper');
    expect(readStatus([0x52, 0x12])).toBe('error');
  });

  it('let paper that nears its end pass', () => {
    expect(readStatus([0x12, 0x1e])).toBe('ready');
  });

  it('are told from noise and from each other', () => {
    expect(readStatus([])).toBe('mute');
    expect(readStatus([0x00, 0xff, 0x41])).toBe('mute');
    expect([0x00, 0x03, 0x0c].every(isAnswerInTurn)).toBe(true);
    expect([0x12, 0x16, 0x72].some(isAnswerInTurn)).toBe(false);
  });
});
