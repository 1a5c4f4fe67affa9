import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Draft, forgetDraft, furthestStep, mayOpen, readDraft, STEPS, stepOfField, writeDraft } from './draft.ts';

const full: Draft = {
  organisationName: 'Chợ Đông Ba',
  owner: { name: 'Nguyễn Thị Hương', email: 'huong@example.vn' },
  communeLabel: 'Phường Phú Xuân, Thành phố Huế',
  venue: {
    name: 'Chợ Đông Ba',
    type: 'market',
    address: { line: '2 Trần Hưng Đạo', communeCode: '19753' },
    entrances: ['Cổng chính'],
  },
};

/** What the browser's sessionStorage does, in memory. */
function fakeStorage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

beforeEach(() => {
  vi.stubGlobal('sessionStorage', fakeStorage());
});

describe('the draft of a registration', () => {
  it('comes back as it was typed, right or wrong', () => {
    const half = { ...full, owner: { name: '', email: 'not yet' } };
    writeDraft(half);
    expect(readDraft('Cửa')).toEqual(half);
  });

  it('never keeps a password, even when a form hands one over', () => {
    writeDraft({ ...full, owner: { ...full.owner, password: 'bun bo hue 36' } } as Draft);
    expect(sessionStorage.getItem(sessionStorage.key(0) ?? '')).not.toContain('bun bo');
  });

  it('starts anew with one entrance when nothing, or nonsense, is stored', () => {
    expect(readDraft('Cửa chính').venue.entrances).toEqual(['Cửa chính']);
    sessionStorage.setItem('venue-portal.registration', '{"venue":');
    expect(readDraft('Cửa chính').organisationName).toBe('');
  });

  it('is gone once forgotten', () => {
    writeDraft(full);
    forgetDraft();
    expect(sessionStorage.length).toBe(0);
  });
});

describe('furthestStep', () => {
  it.each([
    ['account', { ...full, owner: { name: 'A', email: 'no' } }],
    ['venue', { ...full, venue: { ...full.venue, type: '' } }],
    ['address', { ...full, venue: { ...full.venue, address: { line: 'x', communeCode: '' } } }],
    ['entrances', { ...full, venue: { ...full.venue, entrances: [' '] } }],
    ['check', full],
  ] as const)('is %s when that is not complete', (step, draft) => {
    expect(furthestStep(draft as Draft)).toBe(step);
    expect(STEPS.filter((each) => mayOpen(each, draft as Draft)).at(-1)).toBe(step);
  });
});

it.each([
  ['owner.email', 'account'],
  ['organisationName', 'account'],
  ['venue.name', 'venue'],
  ['venue.address.communeCode', 'address'],
  ['venue.entrances.2', 'entrances'],
])('the input %s is on the step %s', (path, step) => {
  expect(stepOfField(path)).toBe(step);
});
