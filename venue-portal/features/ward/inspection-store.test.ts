import { expect, it, vi } from 'vitest';
import type { InspectionInput } from '#shared/contract/portal-ward-cases.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { createInspectionStore, readDraft, readRound, readWard, writeDraft } from './inspection-store.ts';

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const found = (last: number): InspectionInput => ({
  id: `00000000-0000-4000-8000-00000000000${last}`,
  venueId: '00000000-0000-4000-8000-0000000000aa' as VenueId,
  doneAt: 1,
  answers: { poster: 'yes', height: 'yes', readable: 'no', guide: 'yes', kiosk: 'na', offline: 'na' },
  basedOn: null,
});

it('what is saved is there after a restart, until it was sent', () => {
  const storage = memory();
  const store = createInspectionStore(storage);
  store.add(found(1));
  store.add(found(2));
  const again = createInspectionStore(storage);
  expect(again.list().map(({ input }) => input)).toEqual([found(1), found(2)]);
  again.remove([found(1).id]);
  expect(createInspectionStore(storage).list()).toEqual([{ input: found(2), refused: false }]);
});

it('what the server refused is kept and marked, and listeners hear of it', () => {
  const store = createInspectionStore(memory());
  let heard = 0;
  const stop = store.subscribe(() => {
    heard += 1;
  });
  store.add(found(1));
  store.markRefused(found(1).id);
  stop();
  store.remove([found(1).id]);
  expect([heard, store.list()]).toEqual([2, []]);
});

it('a torn storage is an empty one', () => {
  const storage = memory();
  storage.setItem('venue-portal.inspections', '[{"input":');
  expect(createInspectionStore(storage).list()).toEqual([]);
});

it('a checklist put away half done goes on where it was, and is gone with its result', () => {
  const storage = memory();
  writeDraft(storage, 'a', { poster: 'yes' });
  writeDraft(storage, 'b', { guide: 'no' });
  expect(readDraft(storage, 'a')).toEqual({ poster: 'yes' });
  writeDraft(storage, 'a', null);
  expect([readDraft(storage, 'a'), readDraft(storage, 'b')]).toEqual([{}, { guide: 'no' }]);
  writeDraft(storage, 'b', null);
  expect(storage.length).toBe(0);
});

it('what an older version left behind, or nothing, is nothing', () => {
  const storage = memory();
  for (const key of ['ward', 'round', 'drafts']) storage.setItem(`venue-portal.offline.${key}`, '{"poster":"maybe"}');
  expect([readWard(storage), readRound(storage), readDraft(storage, 'poster')]).toEqual([null, null, {}]);
});

it('whoever signs out leaves nothing that a page still on the screen writes back', async () => {
  vi.resetModules();
  const { endOfflineCopy } = await import('../../api/offline-copy.ts');
  const store = await import('./inspection-store.ts');
  const storage = memory();
  store.writeDraft(storage, 'a', { poster: 'yes' });
  expect(storage.length).toBe(1);
  storage.clear();
  await endOfflineCopy();
  store.writeDraft(storage, 'a', { poster: 'yes' });
  store.writeWard(storage, { communes: [] } as never);
  store.writeRound(storage, { at: 1, round: {} } as never);
  expect(storage.length).toBe(0);
});
