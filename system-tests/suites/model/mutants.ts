/** A defect of the kind that loses or leaks check-ins, planted in a copy of the program. */
export interface Mutant {
  readonly name: string;
  readonly edits: ReadonlyArray<{ readonly file: string; readonly find: string; readonly replace: string }>;
  /** The proof that must fail: a suite's tests, or a file beside the code; where it has many, those whose name has `named`. */
  readonly killedBy:
    | { readonly suite: 'crash' | 'model'; readonly filter: string; readonly named?: string }
    | { readonly file: string; readonly named?: string };
}

const HISTORIES = { suite: 'model', filter: 'histories' } as const;

const edit = (file: string, find: string, replace: string): Pick<Mutant, 'edits'> => ({
  edits: [{ file, find, replace }],
});

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'the kiosk takes an answer that nobody signed',
    ...edit('kiosk/sync/transport.ts', 'if (!(await isGenuine(', 'if (false && !(await isGenuine('),
    killedBy: HISTORIES,
  },
  {
    name: 'the outbox is cleared before the answer',
    ...edit(
      'kiosk/sync/exchange.ts',
      'let reply = await post();',
      `store.applyAnswer({ marks: store.readMarks()!, down: {}, requeueAbove: null,
        results: records.map(({ seq, id }) => ({ seq, result: { id, outcome: 'stored' as const } })) });
      let reply = await post();`,
    ),
    killedBy: HISTORIES,
  },
  {
    name: 'the server stores a record twice, or fails on the second',
    ...edit('server/sync/transactor.ts', ' on conflict do nothing`);', '`);'),
    killedBy: HISTORIES,
  },
  {
    name: 'the counter begins anew at every start',
    ...edit('kiosk/sync/counters.ts', 'next = store.reserveCounters(BLOCK);', 'next = 1;'),
    killedBy: HISTORIES,
  },
  {
    name: 'a server that was restored is not told what it lost',
    ...edit('kiosk/sync/exchange.ts', 'marks.serverEpoch ? null : 0', 'marks.serverEpoch ? null : null'),
    killedBy: HISTORIES,
  },
  {
    name: 'a restored server passes for the one of before',
    ...edit('server/store/copy-database.ts', "copy.prepare('update deployment set server_epoch = ?').run(epoch);", ''),
    killedBy: HISTORIES,
  },
  {
    name: 'the kiosk forgets what was confirmed at once',
    ...edit('kiosk/store/outbox.ts', 'now - KIOSK_KEEPS_STORED_DAYS * DAY_MS', 'now + 1'),
    killedBy: HISTORIES,
  },
  {
    name: 'the numbers of events begin anew at every start',
    ...edit('kiosk/store/outbox.ts', 'let lastSeq = readLastSeq();', 'let lastSeq = 0;'),
    killedBy: HISTORIES,
  },
  {
    name: 'everything in a batch counts as stored, whatever the answer says of each',
    ...edit(
      'kiosk/sync/exchange.ts',
      'const results = matchResults(records, answer.results);',
      "const results = records.map(({ seq, id }) => ({ seq, result: { id, outcome: 'stored' as const } }));",
    ),
    killedBy: { file: 'kiosk/sync/sync-loop.test.ts' },
  },
  {
    name: 'other content under a known id counts as the same',
    ...edit('server/sync/service.ts', 'existing && Buffer.compare(existing.hash, hash) === 0', 'existing'),
    killedBy: { file: 'server/sync/exchange.test.ts', named: 'S6' },
  },
  {
    name: 'what a revoked kiosk sends becomes a visit',
    ...edit('server/sync/fit-record.ts', "if (from.standing !== 'active')", 'if (false)'),
    killedBy: { file: 'server/sync/exchange.test.ts', named: 'S9' },
  },
  {
    name: 'a record that no server takes keeps the others waiting',
    ...edit('kiosk/sync/plan.ts', 'parked: new Map(plan.parked).set(first, { untilMs, tries })', 'parked: plan.parked'),
    killedBy: { file: 'kiosk/sync/plan.property.test.ts' },
  },
  {
    name: 'a record goes to whatever server the kiosk is paired with',
    ...edit('kiosk/store/ownership.ts', 'findOther.get({ of: own }) !== undefined', 'false'),
    killedBy: { file: 'kiosk/store/held-records.test.ts' },
  },
  {
    name: 'an envelope opens wherever it was moved to',
    ...edit('shared/sealing/envelope.ts', 'to.eventId', "''"),
    killedBy: { file: 'shared/sealing/envelope.test.ts' },
  },
  {
    name: 'a copy put back brings erased people back',
    ...edit('server/services.ts', 'await retention.applyErasures();', ''),
    killedBy: { file: 'server/backup/service.test.ts' },
  },
  {
    name: 'the kiosk says welcome without having written anything',
    ...edit('kiosk/process/record-visits.ts', 'store.commitEvents(events);', ''),
    killedBy: { file: 'kiosk/process/kiosk-core.test.ts' },
  },
];
