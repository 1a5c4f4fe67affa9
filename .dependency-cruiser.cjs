/**
 * The walls: which room may import which, and which package belongs to which room.
 * The picture of the rooms is in CONTRIBUTING.md; `scripts/walls.test.ts` plants a violation of each kind.
 *
 * A test may look wider than the code it stands beside.
 */
const TESTS = '[.]test[.]tsx?$|^system-tests/|^shared/testing/|/testing/';
const OURS = '^(shared|print|server|kiosk|venue-portal|scripts|system-tests)/';

/** Room -> the rooms it may import, besides itself and shared/. */
const ROOMS = {
  '^shared/(?!decoding/cli/|testing/)': [],
  '^shared/decoding/cli/': ['^shared/(?!testing/)'],
  '^print/qr/': [],
  '^print/(?!qr/)': ['^print/qr/'],
  '^server/': ['^print/'],
  '^kiosk/core/': [],
  '^kiosk/store/': ['^kiosk/core/'],
  '^kiosk/sync/': ['^kiosk/core/'],
  '^kiosk/devices/': ['^kiosk/core/'],
  '^kiosk/bridge/': ['^kiosk/core/'],
  '^kiosk/process/': ['^print/', '^kiosk/(core|store|sync|devices|bridge)/'],
  '^kiosk/host/': ['^kiosk/bridge/'],
  '^kiosk/main/': ['^kiosk/(bridge|host)/'],
  '^kiosk/preload/': ['^kiosk/bridge/'],
  '^kiosk/browser-host/': ['^kiosk/(bridge|host|process)/'],
  '^kiosk/renderer/': ['^print/qr/', '^kiosk/(bridge|core)/'],
  '^venue-portal/': ['^print/qr/'],
  '^scripts/': ['^print/qr/'],
};
const SHARED = '^shared/(?!decoding/cli/|testing/)';

/** Package -> the only places that may import it. */
const OWNERS = {
  'better-sqlite3': '^(server/store|server/keys|kiosk/store)/',
  kysely: '^server/',
  express: '^server/http/|^server/.*/routes[.]ts$',
  serialport: '^kiosk/devices/',
  electron: '^kiosk/(main|preload)/',
  jsqr: '^shared/decoding/',
  'zxing-wasm': '^shared/decoding/',
  '@hpke/core': '^shared/sealing/',
  qrcode: '^print/qr/',
  pdfkit: '^print/',
  ws: '^kiosk/browser-host/',
  nodemailer: '^server/mail/',
  '@mantine/[^/]+': '^venue-portal/(?!visitor/)',
  'react-aria-components': '^kiosk/renderer/',
};

/** Runs in a browser too, or must be able to: no Node there. */
const WITHOUT_NODE = '^(shared/(?!decoding/cli/)|print/qr/|kiosk/(core|bridge|renderer)/|venue-portal/)';

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });
const outsideTests = (path, pathNot) => ({ path, pathNot: pathNot === undefined ? TESTS : `${TESTS}|${pathNot}` });

const roomRules = Object.entries(ROOMS).map(([room, allowed]) =>
  forbid(
    `room ${room.replace(/[\^]|[(]\?!.*$/g, '')}`,
    'This arrow is not in the plan of the house (CONTRIBUTING.md).',
    outsideTests(room, '/vite[.]config[.]ts$'),
    { path: OURS, pathNot: [room, SHARED, ...allowed] },
  ),
);

const ownerRules = Object.entries(OWNERS).map(([name, owner]) =>
  forbid(
    `owner of ${name}`,
    'This package has one owner; ask the owning room instead.',
    { path: OURS, pathNot: `${TESTS}|${owner}` },
    { path: `node_modules/(@types/)?${name}/`, pathNot: '[?]url$' },
  ),
);

const serverRules = [
  forbid('server: store knows no feature', 'store/ is the ground floor.', outsideTests('^server/store/'), {
    path: '^server/(?!store/|config/)',
  }),
  forbid(
    'server: routes speak to their service',
    'routes -> service -> reader | transactor.',
    outsideTests('/routes[.]ts$'),
    {
      path: '^server/store/|^server/.*/(reader|transactor)[.]ts$',
      dependencyTypesNot: ['type-only'],
    },
  ),
  forbid('server: service knows no route', 'Never back up.', outsideTests('^server/.*/service[.]ts$'), {
    path: '^server/.*/routes[.]ts$',
  }),
  forbid(
    'server: reader and transactor know no service',
    'Never back up.',
    outsideTests('^server/.*/(reader|transactor)[.]ts$'),
    {
      path: '^server/.*/(routes|service)[.]ts$',
      dependencyTypesNot: ['type-only'],
    },
  ),
  forbid(
    'server: a feature speaks to the service of another',
    'Only service.ts (and types) of another feature; its inside is its own.',
    outsideTests('^server/([^/]+)/', '^server/(store|http|config)/'),
    {
      path: '^server/[^/]+/',
      pathNot: ['^server/$1/', '^server/(store|http|config)/', '/service[.]ts$'],
      dependencyTypesNot: ['type-only'],
    },
  ),
  forbid(
    'server: only webhooks and letters go out',
    'Whom the server speaks to is written down in docs/security.md; it starts no programs.',
    outsideTests('^server/', '^server/(webhooks/send|http/server-limits)[.]ts$|/bench[.]ts$'),
    {
      path: '^(node:)?(https?|http2|tls|dgram|dns|child_process|cluster|vm)(/|$)',
      dependencyTypes: ['core'],
      dependencyTypesNot: ['type-only'],
    },
  ),
];

const portalRules = [
  forbid(
    'portal: features are islands',
    'Share through ui/ or api/.',
    outsideTests('^venue-portal/features/([^/]+)/'),
    {
      path: '^venue-portal/(features|app|visitor)/',
      pathNot: '^venue-portal/features/$1/',
    },
  ),
  forbid('portal: ui and api know no feature', 'They are below.', outsideTests('^venue-portal/(ui|api)/'), {
    path: '^venue-portal/(features|app|visitor)/',
  }),
  forbid(
    'portal: the visitor page is small',
    'Its own entry, without the rest.',
    outsideTests('^venue-portal/visitor/'),
    {
      path: '^venue-portal/(?!visitor/)',
      pathNot: '[.]css$',
    },
  ),
];

const generalRules = [
  forbid('no Node here', 'This room also runs in a browser.', outsideTests(WITHOUT_NODE, '/vite[.]config[.]ts$'), {
    dependencyTypes: ['core'],
  }),
  forbid(
    'scripts run before anything is installed',
    'Node only.',
    { path: '^scripts/.*[.]mjs$' },
    { path: 'node_modules/' },
  ),
  forbid('no test code in the product', 'Move it to shared/testing or beside the test.', outsideTests(OURS), {
    path: TESTS,
  }),
  forbid(
    'no development package in the product',
    'Move it to dependencies, or do without.',
    outsideTests(OURS, '/vite[.]config[.]ts$|^scripts/|^shared/decoding/cli/|/bench[.]ts$'),
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/(electron|@types)/' },
  ),
  forbid(
    'no barrels',
    'Import the file that has it.',
    { path: OURS },
    { path: '/index[.]tsx?$', pathNot: 'node_modules/' },
  ),
  forbid('no cycles', 'Put what both need into a third file.', {}, { circular: true }),
  forbid('no dead ends', 'It cannot be found.', {}, { couldNotResolve: true, pathNot: '[?]url$' }),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...roomRules, ...ownerRules, ...serverRules, ...portalRules, ...generalRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Without these four it sees no module at all beside TypeScript 7, or loses those behind "imports" and types.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
    moduleSystems: ['es6', 'cjs', 'tsd'],
  },
};
