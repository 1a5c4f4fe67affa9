import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** What a program did. Paths are whole. */
type Done =
  | { readonly call: 'write'; readonly path: string; readonly offset: number; readonly data: Buffer }
  | { readonly call: 'truncate'; readonly path: string; readonly size: number }
  /** Opened so that it is made where it is not there, and emptied if `empty`. */
  | { readonly call: 'create'; readonly path: string; readonly empty: boolean }
  | { readonly call: 'sync' | 'remove' | 'mkdir'; readonly path: string }
  | { readonly call: 'rename' | 'link'; readonly from: string; readonly path: string }
  /** Written to a pipe, a terminal or a socket. */
  | { readonly call: 'say'; readonly fd: number; readonly text: string };

interface Unknown {
  readonly call: 'unknown';
  readonly path: string;
}

/** As it was called, with the name of the system call. */
export type Call = Done & { readonly syscall: string };

/** Reads what `recordTo` recorded of the files below `root`. @throws on a call that it does not know. */
export async function readTrace(file: string, root: string): Promise<Call[]> {
  const calls: Call[] = [];
  const read = createCallReader(root);
  for await (const line of joinResumed(createInterface({ input: createReadStream(file, 'latin1') }))) {
    const call = read(line);
    if (call) calls.push(call);
  }
  return calls;
}

/** A call during which another thread called is written in two pieces; it counts when it ended. */
async function* joinResumed(lines: AsyncIterable<string>): AsyncGenerator<string> {
  const begun = new Map<string, string>();
  for await (const line of lines) {
    const [pid = ''] = line.split(' ', 1);
    const unfinished = / <unfinished \.\.\.>$/.exec(line);
    const resumed = /^\d+ +<\.\.\. \w+ resumed>/.exec(line);
    if (unfinished) begun.set(pid, line.slice(0, unfinished.index));
    else yield resumed ? (begun.get(pid) ?? '') + line.slice(resumed[0].length) : line;
  }
}

const LINE = /^\d+ +(?<name>\w+)\((?<args>.*)\) += (?<result>\d+)(?:<.*>)?(?: \(.*\))?$/s;
/** All of it is hexadecimal. */
const STRING = /"([^"]*)"/g;
const ON_FILE = /^(?<fd>\d+)<(?<path>[^>]*)>/;

/** Without descriptors' positions a plain `write` could not be placed, so they are followed here. */
function createCallReader(root: string): (line: string) => Call | null {
  const positions = new Map<number, number>();
  const isOurs = (path: string): boolean => path === root || path.startsWith(`${root}/`);
  return (line) => {
    const { name = '', args = '', result = '' } = LINE.exec(line)?.groups ?? {};
    if (name === '') return null;
    if (name === 'openat') positions.set(Number(result), 0);
    const call = readCall(name, args, Number(result), positions);
    if (call === null || (call.call !== 'say' && !isOurs(call.path))) return null;
    if (call.call === 'unknown') throw new Error(`what does ${name} do to a disk?`);
    return { ...call, syscall: name };
  };
}

function readCall(name: string, args: string, result: number, positions: Map<number, number>): Done | Unknown | null {
  switch (name) {
    case 'openat': {
      const [path = ''] = stringsOf(args);
      return args.includes('O_CREAT') ? { call: 'create', path, empty: args.includes('O_TRUNC') } : null;
    }
    case 'write':
    case 'writev':
    case 'pwrite64':
    case 'pwritev':
      return readWrite(name, args, result, positions);
    case 'fsync':
    case 'fdatasync':
      return { call: 'sync', path: fileOf(args).path };
    case 'ftruncate':
      return { call: 'truncate', path: fileOf(args).path, size: lastNumber(args) };
    case 'rename':
    case 'renameat':
    case 'renameat2': {
      const [from = '', path = ''] = stringsOf(args);
      return { call: 'rename', from, path };
    }
    case 'link':
    case 'linkat': {
      const [from = '', path = ''] = stringsOf(args);
      return { call: 'link', from, path };
    }
    case 'unlink':
    case 'unlinkat':
      return { call: 'remove', path: stringsOf(args)[0] ?? '' };
    case 'mkdir':
    case 'mkdirat':
      return { call: 'mkdir', path: stringsOf(args)[0] ?? '' };
    default:
      return { call: 'unknown', path: fileOf(args).path };
  }
}

function readWrite(name: string, args: string, length: number, positions: Map<number, number>): Done {
  const { fd, path } = fileOf(args);
  const data = Buffer.concat([...args.matchAll(STRING)].map(([, hex = '']) => decode(hex))).subarray(0, length);
  if (data.length < length) throw new Error(`the trace has ${data.length} of ${length} bytes`);
  if (!path.startsWith('/') || path.startsWith('/dev/pts')) return { call: 'say', fd, text: data.toString('latin1') };
  if (name.startsWith('pwrite')) return { call: 'write', path, offset: lastNumber(args), data };
  const offset = positions.get(fd) ?? 0;
  positions.set(fd, offset + length);
  return { call: 'write', path, offset, data };
}

function fileOf(args: string): { fd: number; path: string } {
  const { fd = '-1', path = '' } = ON_FILE.exec(args)?.groups ?? {};
  return { fd: Number(fd), path: decode(path).toString('utf8') };
}

const stringsOf = (args: string): string[] =>
  [...args.matchAll(STRING)].map(([, hex = '']) => decode(hex).toString('utf8'));
const lastNumber = (args: string): number => Number(args.slice(args.lastIndexOf(',') + 1));
const decode = (hex: string): Buffer => Buffer.from(hex.replaceAll('\\x', ''), 'hex');
