import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Burst,
  createBurstDetector,
  MAX_GAP_MS,
  MAX_SLOW_GAP_MS,
  MIN_CHARS,
  type Stroke,
  WAIT_MS,
} from './burst-detector.ts';

const char = (text: string): Stroke => ({ is: 'char', byLayout: text, byPosition: text });
const END: Stroke = { is: 'end', char: '\n' };
const TAB: Stroke = { is: 'end', char: '\t' };
const LF_OF_SOME: Stroke = { is: 'framing', char: '' };
const STX: Stroke = { is: 'framing', char: '\u0002' };

interface Press {
  readonly stroke: Stroke;
  /** Since the key before, ms. */
  readonly gap: number;
}

/** A text field and the detector before it, as the page joins them. */
function play(presses: readonly Press[]) {
  const detector = createBurstDetector();
  const bursts: Burst[] = [];
  let field = '';
  let before: string[] = [];
  let now = 0;
  const settle = (): void => {
    const burst = detector.settle();
    if (burst) bursts.push(burst);
  };
  for (const { stroke, gap } of presses) {
    now += gap;
    if (detector.dueAt !== null && now >= detector.dueAt) settle();
    const verdict = detector.key(stroke, now);
    if (verdict.key === 'maybe') before = [...before.slice(0, verdict.index), field];
    if (verdict.key === 'seized') field = before[verdict.from] ?? 'nothing to go back to';
    if (verdict.key === 'person' || verdict.key === 'maybe') field += stroke.is === 'char' ? stroke.byLayout : '';
  }
  settle();
  return { field, bursts };
}

const letters = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 });
const humanGap = fc.integer({ min: MAX_GAP_MS + 1, max: 2_000 });
const human: fc.Arbitrary<Press[]> = fc.array(
  fc.record({
    stroke: fc.oneof(
      letters.map((text) => char(text.charAt(0))),
      fc.constant(END),
    ),
    gap: humanGap,
  }),
  { maxLength: 30 },
);
const scan = fc.record({
  text: fc.string({ unit: 'grapheme-ascii', minLength: MIN_CHARS, maxLength: 300 }),
  gap: fc.integer({ min: 0, max: MAX_GAP_MS }),
  prefix: fc.constantFrom<Stroke[]>([], [STX], [LF_OF_SOME]),
  suffix: fc.constantFrom<Stroke[]>([], [END], [TAB], [END, END], [LF_OF_SOME, END]),
});

function pressesOf({ text, gap, prefix, suffix }: { text: string; gap: number; prefix: Stroke[]; suffix: Stroke[] }) {
  const strokes = [...prefix, ...Array.from(text, char), ...suffix];
  return strokes.map((stroke, index): Press => ({ stroke, gap: index === 0 ? WAIT_MS + 1 : gap }));
}

describe('whoever types', () => {
  it('a person keeps every key, however long they type', () => {
    fc.assert(
      fc.property(human, (presses) => {
        const typed = presses.map(({ stroke }) => (stroke.is === 'char' ? stroke.byLayout : '')).join('');
        expect(play(presses)).toEqual({ field: typed, bursts: [] });
      }),
    );
  });

  it('a fast roll of up to seven keys is still a person', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: MIN_CHARS - 1 }), fc.nat(MAX_GAP_MS), (text, gap) => {
        const presses = Array.from(text, (each) => ({ stroke: char(each), gap }));
        expect(play(presses)).toEqual({ field: text, bursts: [] });
      }),
    );
  });

  it('a scanner leaves nothing in the field, and its code comes whole, between whatever a person types', () => {
    fc.assert(
      fc.property(human, scan, human, scan, (first, one, second, two) => {
        const afterScan = (presses: Press[]) =>
          presses.map((press, index) => (index === 0 ? { ...press, gap: press.gap + WAIT_MS } : press));
        const presses = [...first, ...pressesOf(one), ...afterScan(second), ...pressesOf(two)];
        const { field, bursts } = play(presses);
        const typed = [...first, ...second].map(({ stroke }) => (stroke.is === 'char' ? stroke.byLayout : ''));
        expect(field).toBe(typed.join(''));
        const strip = (text: string): string => text.replace(/^\u0002|[\n\t]+$/g, '');
        expect(bursts.map(({ byLayout }) => strip(byLayout))).toEqual([one, two].map(({ text }) => text));
        expect(bursts.map(({ isEnded }) => isEnded)).toEqual(
          [one, two].map(({ suffix }) => suffix.includes(END) || suffix.includes(TAB)),
        );
      }),
    );
  });

  it('two scans at once behind each other are two codes, for both ended', () => {
    const one = { text: '046185001234|A', gap: 2, prefix: [], suffix: [END] };
    const { bursts } = play([...pressesOf(one), ...pressesOf({ ...one, text: 'HC4460123456789' })]);
    expect(bursts.map(({ byLayout }) => byLayout)).toEqual(['046185001234|A\n', 'HC4460123456789\n']);
  });

  it('the lines of a passport are one code', () => {
    const lines = [...Array.from('P<UTOERIKSSON', char), END, ...Array.from('L898902C36UTO', char), END];
    expect(play(lines.map((stroke) => ({ stroke, gap: 5 }))).bursts).toMatchObject([
      { byLayout: 'P<UTOERIKSSON\nL898902C36UTO\n', isEnded: true },
    ]);
  });

  it('a scanner on a slow machine: one gap in its keys', () => {
    fc.assert(
      fc.property(human, fc.nat(30), fc.integer({ min: MAX_GAP_MS, max: MAX_SLOW_GAP_MS }), (first, where, slow) => {
        const text = '046185001234|191234567|Nguyen Van An';
        const presses = pressesOf({ text, gap: 15, prefix: [], suffix: [END] });
        const slowed = presses.map((press, index) => (index === where + 1 ? { ...press, gap: slow } : press));
        const { field, bursts } = play([...first, ...slowed]);
        const typed = first.map(({ stroke }) => (stroke.is === 'char' ? stroke.byLayout : ''));
        expect({ field, texts: bursts.map(({ byLayout }) => byLayout) }).toEqual({
          field: typed.join(''),
          texts: [`${text}\n`],
        });
      }),
    );
  });

  it('a person right before a scanner keeps their keys', () => {
    const typed = Array.from('Huong', (each) => ({ stroke: char(each), gap: 60 }));
    const scanned = Array.from('046185001234|A', (each, index) => ({
      stroke: char(each),
      gap: index === 0 ? MAX_SLOW_GAP_MS + 1 : 4,
    }));
    expect(play([...typed, ...scanned])).toMatchObject({ field: 'Huong', bursts: [{ byLayout: '046185001234|A' }] });
  });

  it('an arrow key, or one held down, is no scanner', () => {
    const presses = Array.from({ length: 30 }, () => ({ stroke: { is: 'other' } as const, gap: 5 }));
    expect(play(presses).bursts).toEqual([]);
    const mixed = [...Array.from('1234567', char), { is: 'other' } as const, ...Array.from('1234567', char)];
    expect(play(mixed.map((stroke) => ({ stroke, gap: 5 }))).bursts).toEqual([]);
  });

  it('what an input method erases and types anew is read as it ends', () => {
    const strokes: Stroke[] = [
      ...Array.from('12345678 Nguyee', char),
      { is: 'erase' },
      { is: 'erase' },
      char('ê'),
      char('n'),
    ];
    const [burst] = play(strokes.map((stroke) => ({ stroke, gap: 3 }))).bursts;
    expect(burst?.byLayout).toBe('12345678 Nguyên');
  });

  it('a flood is swallowed and not kept', () => {
    const detector = createBurstDetector();
    for (let at = 0; at < 100_000; at += 1) detector.key(char('x'), at);
    expect(detector.settle()?.byLayout.length).toBeLessThan(5_000);
  });
});
