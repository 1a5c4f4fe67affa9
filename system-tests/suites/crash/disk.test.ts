import { describe, expect, it } from 'vitest';
import { seededRandom } from '#shared/testing/mutate-payload.ts';
import { DATA_LEFT, Disk, type Leftovers, NAMES_LEFT } from './disk.ts';
import type { Call } from './read-trace.ts';

type Plain = Call extends infer C ? (C extends Call ? Omit<C, 'syscall'> : never) : never;

function diskAfter(...calls: Plain[]): Disk {
  const disk = new Disk();
  for (const call of calls) disk.apply({ ...call, syscall: '' } as Call);
  return disk;
}
const create = (path: string): Plain => ({ call: 'create', path, empty: false });
const write = (path: string, offset: number, data: Buffer | string): Plain => ({
  call: 'write',
  path,
  offset,
  data: Buffer.from(data),
});
const sync = (path: string): Plain => ({ call: 'sync', path });
const MADE = [create('/d/f'), sync('/d')];

/** What is in a file after each of many power cuts; null: there is no such file. */
function contents(disk: Disk, path: string, left: Partial<Leftovers> = {}): Set<string | null> {
  const random = seededRandom(1);
  const cuts = Array.from({ length: 300 }, () =>
    disk.cut({ data: DATA_LEFT[random(6)] ?? 'none', names: NAMES_LEFT[random(4)] ?? 'none', ...left }, random),
  );
  return new Set(cuts.map((image) => image.get(path)?.toString() ?? null));
}

describe('a disk after a power cut', () => {
  it('has all that was synced, whatever came after', () => {
    const disk = diskAfter(...MADE, write('/d/f', 0, 'safe'), sync('/d/f'), {
      call: 'rename',
      from: '/d/f',
      path: '/d/g',
    });
    expect(contents(disk, '/d/f', { names: 'none' })).toEqual(new Set(['safe']));
    expect(contents(disk, '/d/g', { names: 'all' })).toEqual(new Set(['safe']));
    expect(contents(disk, '/d/g')).toEqual(new Set(['safe', null]));
  });

  it('keeps what has a second name when it loses the first', () => {
    const made = diskAfter(...MADE, write('/d/f', 0, 'safe'), sync('/d/f'), {
      call: 'link',
      from: '/d/f',
      path: '/d/g',
    });
    expect(contents(made, '/d/g')).toEqual(new Set(['safe', null]));
    made.apply({ call: 'remove', path: '/d/f', syscall: '' });
    made.apply({ call: 'sync', path: '/d', syscall: '' });
    expect(contents(made, '/d/g')).toEqual(new Set(['safe']));
    expect(contents(made, '/d/f')).toEqual(new Set([null]));
  });

  it('may lose a file with its name, though its bytes were synced', () => {
    const disk = diskAfter(create('/d/f'), write('/d/f', 0, 'safe'), sync('/d/f'));
    expect(contents(disk, '/d/f')).toEqual(new Set(['safe', null]));
    const inFolder = diskAfter({ call: 'mkdir', path: '/d/e' }, create('/d/e/f'), sync('/d/e'));
    expect(contents(inFolder, '/d/e/f')).toEqual(new Set(['', null]));
  });

  it('has any of the writes since the last sync, and none, and parts of one', () => {
    const disk = diskAfter(...MADE, write('/d/f', 0, 'a'), sync('/d/f'), write('/d/f', 0, 'b'), write('/d/f', 1, 'c'));
    expect(contents(disk, '/d/f')).toEqual(new Set(['a', 'b', 'bc', 'ac']));
    const page = diskAfter(...MADE, write('/d/f', 0, 'x'.repeat(1_024)));
    const torn = contents(page, '/d/f', { data: 'torn' });
    expect(torn).toEqual(new Set(['', 'x'.repeat(512), 'x'.repeat(1_024), '\0'.repeat(512) + 'x'.repeat(512)]));
  });

  it('may have kept an older write of a sector instead of the newer', () => {
    const disk = diskAfter(...MADE, write('/d/f', 0, 'older'), write('/d/f', 0, 'newer'));
    expect(contents(disk, '/d/f', { data: 'shuffled' })).toEqual(new Set(['', 'older', 'newer']));
    expect(contents(disk, '/d/f', { data: 'all' })).toEqual(new Set(['newer']));
  });

  it('cuts a file short and lengthens it with zeros', () => {
    const disk = diskAfter(
      ...MADE,
      write('/d/f', 0, 'long'),
      { call: 'truncate', path: '/d/f', size: 2 },
      write('/d/f', 3, '!'),
    );
    expect(contents(disk, '/d/f', { data: 'all' })).toEqual(new Set(['lo\0!']));
  });

  it('has what was there before', () => {
    const disk = new Disk(new Map([['/d/f', Buffer.from('old')]]));
    expect(contents(disk, '/d/f')).toEqual(new Set(['old']));
    disk.apply({ call: 'remove', path: '/d/f', syscall: 'unlink' });
    expect(contents(disk, '/d/f')).toEqual(new Set(['old', null]));
  });
});
