import type { Page } from 'playwright-core';

interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: string[]; readonly node_types: [string[], ...unknown[]] };
  };
  readonly nodes: number[];
  readonly strings: string[];
}

/** Every string on a page's heap after a forced collection, from a heap snapshot as the developer tools take it. */
export async function readHeapStrings(page: Page): Promise<string[]> {
  const devtools = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await devtools.send('HeapProfiler.enable');
  // Finalisers and weak references need more than one round.
  for (let round = 0; round < 3; round += 1) await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await devtools.detach();
  const { snapshot, nodes, strings } = JSON.parse(chunks.join('')) as HeapSnapshot;
  const fields = snapshot.meta.node_fields;
  const types = snapshot.meta.node_types[0];
  const [typeAt, nameAt] = [fields.indexOf('type'), fields.indexOf('name')];
  const isText = new Set(['string', 'concatenated string', 'sliced string'].map((type) => types.indexOf(type)));
  const texts = new Set<string>();
  for (let at = 0; at < nodes.length; at += fields.length) {
    const text = isText.has(nodes[at + typeAt] ?? -1) ? strings[nodes[at + nameAt] ?? -1] : undefined;
    if (text) texts.add(text);
  }
  // Names of properties and of nodes that are no strings are in the table too: all of it is looked at.
  return [...new Set([...texts, ...strings])];
}
