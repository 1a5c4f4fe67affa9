import './lib/require-node.mjs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { Children } from './lib/children.mjs';
import { requireWritable } from './lib/data-folder.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { formatHelp, parseOptions, parsePort } from './lib/options.mjs';
import { PlainError, runScript } from './lib/plain-error.mjs';
import { requireFreePort } from './lib/ports.mjs';
import { requireNode, requireTool } from './lib/project.mjs';
import { describeEnding } from './lib/service-output.mjs';
import { isPaired, markPaired, requestPairingCode, startBrowserKiosk, startServer } from './lib/services.mjs';
import { formatTable } from './lib/table.mjs';
import { ensureBuilt } from './lib/targets.mjs';

const HOST = '127.0.0.1';
const KIOSK_PORT = 8081;
/** Pages from source, by the folder of their vite.config.ts. */
const PAGES = [
  { name: 'Portal', folder: 'venue-portal', port: 5173, path: '/' },
  { name: 'Phone page', folder: 'venue-portal/visitor', port: 5174, path: '/v/' },
  { name: 'Kiosk screen', folder: 'kiosk/renderer', port: 5175, path: '/' },
];

/** @type {Record<string, import('./lib/options.mjs').Option>} */
const OPTIONS = {
  data: { type: 'string', value: 'DIR', help: 'data folder (default: ./data)' },
  port: { type: 'string', value: 'N', help: 'port of the server (default: 8080)' },
};

/**
 * @param {Children} children
 * @param {string} data
 * @param {number} port
 */
async function startBackends(children, data, port) {
  const server = startServer(children, { data, host: HOST, port, publicUrl: null, demo: true, watch: true });
  const ready = await server.answer('ready');
  const pair = isPaired(data) ? null : await requestPairingCode(children, data);
  const kiosk = startBrowserKiosk(children, {
    data: join(data, 'kiosk'),
    port: KIOSK_PORT,
    server: ready.url,
    pair,
    open: false,
  });
  const { url } = await kiosk.answer('ready');
  if (pair !== null) markPaired(data);
  return { server, kiosk, ready, kioskUrl: String(url) };
}

/**
 * @param {Children} children
 * @param {{ ready: Record<string, any>, kioskUrl: string }} backends
 */
function startPages(children, { ready, kioskUrl }) {
  const env = { DEV_SERVER_URL: ready.url, DEV_KIOSK_URL: new URL(kioskUrl).origin };
  return PAGES.map(({ name, folder, port }) => {
    const args = [
      requireTool('vite', 'vite'),
      '--config',
      `${folder}/vite.config.ts`,
      '--port',
      String(port),
      '--logLevel',
      'warn',
    ];
    return children.start(name, requireNode(), args, { env, onLog: (line) => console.error(`${name}: ${line}`) });
  });
}

/** @param {{ ready: Record<string, any>, kioskUrl: string }} backends */
function formatPages({ ready, kioskUrl }) {
  const login = ready.demo ? `sign in: ${ready.demo.login}  ${ready.demo.password}` : '';
  const notes = /** @type {Record<string, string>} */ ({ Portal: login, 'Kiosk screen': 'after the link above it' });
  const pages = PAGES.map(({ name, port, path }) => [name, `http://${HOST}:${port}${path}`, notes[name] ?? '']);
  // The link can be used once and leaves a cookie, which counts for all ports.
  const link = ['Kiosk link', kioskUrl, 'open it first'];
  const table = formatTable([...pages.slice(0, -1), link, ...pages.slice(-1)]);
  return `\n${table}\n\n  Pages and server reload by themselves; the kiosk's core does not. Ctrl-C ends it.\n`;
}

await runScript(async () => {
  const { values } = parseOptions(process.argv.slice(2), OPTIONS);
  if (values.help) {
    console.log(formatHelp('npm run dev -- [options]: everything from source, with reload', OPTIONS));
    return;
  }
  const data = resolve(String(values.data ?? 'data'));
  const port = parsePort(String(values.port ?? '8080'), 'port');
  const children = new Children();
  try {
    requireWritable(data);
    await requireFreePort(HOST, port, 'port');
    await ensureInstalled(children);
    await ensureBuilt(children, ['portal', 'visitor', 'renderer']);
    const backends = await startBackends(children, data, port);
    const pages = startPages(children, backends);
    console.log(formatPages(backends));
    const all = [backends.server, backends.kiosk, ...pages];
    const ends = all.map(async (service) => ({ service, end: await service.ended }));
    const first = await Promise.race([children.stopRequested, ...ends]);
    if (first !== 'stopped') throw new PlainError(describeEnding(first.service.name, first.end, first.service.tail()));
  } finally {
    await children.stopAll();
  }
});
