import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readTrace } from './read-trace.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-trace-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const hex = (text: string): string =>
  text.replaceAll(/./gs, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
const fd = (n: number, path: string): string => `${n}<${hex(path)}>`;

async function read(...lines: string[]) {
  const file = join(folder, 'trace');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return readTrace(file, '/d');
}

it('reads every call on the folder, and what was said, in order', async () => {
  const name = (path: string): string => `"${hex(path)}"`;
  const calls = await read(
    `7 mkdir(${name('/d')}, 0700) = 0`,
    `7 openat(AT_FDCWD<${hex('/w')}>, ${name('/d/f')}, O_RDWR|O_CREAT|O_TRUNC, 0600) = ${fd(21, '/d/f')}`,
    `7 write(${fd(21, '/d/f')}, ${name('ab')}, 2) = 2`,
    `7 write(${fd(21, '/d/f')}, ${name('cde')}, 3) = 2`,
    `7 pwrite64(${fd(21, '/d/f')}, ${name('x')}, 1, 4096) = 1`,
    `7 fdatasync(${fd(21, '/d/f')}) = 0`,
    `7 ftruncate(${fd(21, '/d/f')}, 9) = 0`,
    `7 rename(${name('/d/f')}, ${name('/d/g')}) = 0`,
    `7 unlink(${name('/d/g')}) = 0`,
    `7 unlink(${name('/d/g')}) = -1 ENOENT (No such file or directory)`,
    `7 openat(AT_FDCWD<${hex('/w')}>, ${name('/elsewhere')}, O_RDONLY) = ${fd(22, '/elsewhere')}`,
    `7 writev(${fd(5, 'socket:[1]')}, [{iov_base=${name('HTTP')}, iov_len=4}, {iov_base=${name('/1.1')}, iov_len=4}], 2) = 8`,
    '7 +++ exited with 0 +++',
  );
  const path = '/d/f';
  expect(calls.map(({ syscall: _syscall, ...call }) => call)).toEqual([
    { call: 'mkdir', path: '/d' },
    { call: 'create', path, empty: true },
    { call: 'write', path, offset: 0, data: Buffer.from('ab') },
    { call: 'write', path, offset: 2, data: Buffer.from('cd') },
    { call: 'write', path, offset: 4_096, data: Buffer.from('x') },
    { call: 'sync', path },
    { call: 'truncate', path, size: 9 },
    { call: 'rename', from: path, path: '/d/g' },
    { call: 'remove', path: '/d/g' },
    { call: 'say', fd: 5, text: 'HTTP/1.1' },
  ]);
});

it('puts a call together that another thread interrupted', async () => {
  const calls = await read(
    `7 fsync(${fd(3, '/d')} <unfinished ...>`,
    `8 write(${fd(1, 'pipe:[1]')}, "${hex('hi')}", 2) = 2`,
    '7 <... fsync resumed>) = 0',
  );
  expect(calls.map(({ call }) => call)).toEqual(['say', 'sync']);
});

it('refuses a trace that is cut off, and calls that it does not know', async () => {
  await expect(read(`7 write(${fd(3, '/d/f')}, "${hex('a')}"..., 2) = 2`)).rejects.toThrow('1 of 2 bytes');
  await expect(read(`7 fallocate(${fd(3, '/d/f')}, 0, 0, 100) = 0`)).rejects.toThrow('fallocate');
});
