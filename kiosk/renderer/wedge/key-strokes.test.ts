import { describe, expect, it } from 'vitest';
import { createKeyReader, type KeyPress } from './key-strokes.ts';
import { isDictated, readBurst } from './read-burst.ts';

const CARD = '046185001234|191234567|Nguyen Thi Huong|01021985|Nam|Hue|10052021';
const press = (key: string, code = '', more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  ...more,
});
const char = (byLayout: string, byPosition = byLayout) => ({ is: 'char', byLayout, byPosition });

describe('a key', () => {
  it('is a character twice: by the layout and by its place', () => {
    const { down } = createKeyReader();
    expect(down(press('a', 'KeyA'))).toEqual(char('a'));
    expect(down(press('&', 'Digit1'))).toEqual(char('&', '1'));
    expect(down(press('ă', 'Digit1'))).toEqual(char('ă', '1'));
    expect(down(press('|', 'Backslash', { shiftKey: true }))).toEqual(char('|'));
    expect(down(press('@', 'Digit0', { ctrlKey: true, altKey: true }))).toEqual(char('@', '0'));
    expect(down(press('Process', 'KeyN', { shiftKey: true }))).toEqual(char('N'));
  });

  it.each([
    ['Enter', {}, { is: 'end', char: '\n' }],
    ['Tab', {}, { is: 'end', char: '\t' }],
    ['j', { ctrlKey: true }, { is: 'end', char: '\n' }],
    ['b', { ctrlKey: true }, { is: 'framing', char: '\u0002' }],
    [']', { ctrlKey: true }, { is: 'framing', char: '\u001d' }],
    ['F9', {}, { is: 'framing', char: '' }],
    ['Backspace', {}, { is: 'erase' }],
    ['Shift', { shiftKey: true }, null],
    ['ArrowLeft', {}, { is: 'other' }],
    ['Escape', {}, { is: 'other' }],
    ['c', { metaKey: true }, { is: 'other' }],
    ['a', { repeat: true }, { is: 'other' }],
  ])('%s %j', (key, more, stroke) => {
    expect(createKeyReader().down(press(key, '', more))).toEqual(stroke);
  });

  it('may be a number typed with Alt; a number of some code page is not guessed', () => {
    const { down, up } = createKeyReader();
    const byNumber = (digits: string) => {
      for (const digit of digits) expect(down(press(digit, `Numpad${digit}`, { altKey: true }))).toBe(null);
      return up({ key: 'Alt' });
    };
    expect(byNumber('7877')).toEqual(char('ễ'));
    expect(byNumber('065')).toEqual(char('A'));
    expect(byNumber('0234')).toEqual(char('\ufffd'));
    expect(up({ key: 'Alt' })).toBe(null);
  });
});

describe('a burst', () => {
  it('is read by the layout, or by the places of the keys where only that makes a code', () => {
    expect(readBurst({ byLayout: CARD, byPosition: CARD.toUpperCase(), isEnded: true })).toBe(CARD);
    expect(readBurst({ byLayout: 'àâÂ§è!éé"e', byPosition: CARD, isEnded: true })).toBe(CARD);
    expect(readBurst({ byLayout: 'Xin chao!', byPosition: 'Xin chao?', isEnded: true })).toBe('Xin chao!');
  });

  it.each([
    ['Nguyeenx Vawn Westbrook', true],
    ['Nguye6n4 Va8n', true],
    ["H'Hen Niê", true],
    ['0912345678', true],
    [CARD, false],
    ['8934588012112', false],
    ['HC4460123456789', false],
    ['https://example.com/', false],
    ['a'.repeat(4_000), true],
  ])('without an end, %s is dictated: %s', (byLayout, dictated) => {
    expect(isDictated({ byLayout, byPosition: byLayout, isEnded: false })).toBe(dictated);
    expect(isDictated({ byLayout, byPosition: byLayout, isEnded: true })).toBe(false);
  });
});
