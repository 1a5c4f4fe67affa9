import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../lib/project.mjs';
import { hashSources } from '../lib/stamps.mjs';
import { TARGETS } from '../lib/targets.mjs';

/** Speaks as server/main.ts does; FAKE_SERVER makes it fail at once or say nothing more after its first words. */
const SERVER = `
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { mkdirSync, writeFileSync } from 'node:fs';
const options = { data: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' }, demo: { type: 'boolean' }, 'public-url': { type: 'string' } } as const;
const { values } = parseArgs({ options });
if (process.env.FAKE_SERVER === 'fatal') {
  console.error(JSON.stringify({ fatal: 'The data folder holds demo data.' }));
  process.exit(1);
}
mkdirSync(values.data + '/pids', { recursive: true });
writeFileSync(values.data + '/pids/server', String(process.pid));
const server = createServer((request, response) => {
  response.end();
  if (request.url === '/die') {
    console.error(JSON.stringify({ level: 60, msg: 'the disk is full' }));
    process.exitCode = 3;
    server.close();
    server.closeAllConnections();
  }
});
const close = () => {
  // As the real one: a second signal does not wait.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  setTimeout(() => {
    writeFileSync(values.data + '/closed-well', '');
    process.exit(0);
  }, 300);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close);
server.listen(Number(values.port), values.host, () => {
  const url = 'http://127.0.0.1:' + (server.address() as { port: number }).port;
  const demo = values.demo ? { login: 'demo@example.vn', password: 'random', entrance: 'demo' } : null;
  console.log(JSON.stringify({ ready: true, url, portalUrl: url + '/', posterUrl: demo && url + '/v/abc', demo }));
});
`;

const KIOSK = `
import { parseArgs } from 'node:util';
import { mkdirSync, writeFileSync } from 'node:fs';
const options = { data: { type: 'string' }, port: { type: 'string' }, server: { type: 'string' }, pair: { type: 'string' } } as const;
const { values } = parseArgs({ options });
mkdirSync(values.data + '/../pids', { recursive: true });
mkdirSync(values.data!, { recursive: true });
writeFileSync(values.data + '/kiosk.db', '');
writeFileSync(values.data + '/../pids/kiosk', String(process.pid));
writeFileSync(values.data + '/../kiosk-args.json', JSON.stringify(values));
setInterval(() => {}, 1000);
console.log(JSON.stringify({ ready: true, url: 'http://127.0.0.1:8081/?token=t' }));
`;

/** A checkout with the real scripts, a fake server and kiosk, and everything built already. */
export function makeFakeProject(): string {
  const root = mkdtempSync(join(tmpdir(), 'fake-project-'));
  for (const path of ['scripts', 'shared', 'print/qr', 'package.json', 'package-lock.json', 'tsconfig.base.json']) {
    cpSync(join(ROOT, path), join(root, path), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  const write = (path: string, text: string): void => {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('server/main.ts', SERVER);
  write('server/cli.ts', "console.log('K7QX-2M4P');\n");
  write('kiosk/browser-host/main.ts', KIOSK);
  for (const path of TARGETS.flatMap(({ entries, outputs }) => [...entries, ...outputs])) {
    if (!existsSync(join(root, path))) write(path, '');
  }
  for (const { name, sources } of TARGETS) write(`dist/.stamps/${name}`, hashSources(root, sources));
  return root;
}

export interface RunningScript {
  process: ChildProcess;
  /** Everything written so far to stdout and stderr. */
  output: () => string;
  ended: Promise<number | null>;
}

/** Runs a script of the project in the background, without a display, as the leader of a group as under a terminal. */
export function runScriptOf(root: string, script: string, args: string[], env: NodeJS.ProcessEnv = {}): RunningScript {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, npm_lifecycle_event: ___, ...rest } = process.env;
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env: { ...rest, ...env },
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { process: child, output: () => output, ended };
}

export const readPid = (data: string, name: string): number => Number(readFileSync(join(data, 'pids', name), 'utf8'));

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });
