import { createHash } from 'node:crypto';
import type { Plugin, Rolldown } from 'vite';

type Bundle = Rolldown.OutputBundle;
type Chunk = Rolldown.OutputChunk;

/** What stands in the worker's source where its list belongs. */
const PLACEHOLDER = /\bOFFLINE_COPY\b/g;

export interface OfflineCopy {
  /** Name of the worker's input. */
  readonly worker: string;
  /** Name of the page's input. */
  readonly page: string;
  /** Ends of the paths of modules that are loaded later than the page, and are needed all the same. */
  readonly screens: readonly string[];
}

/**
 * Tells a service worker which hashed files a screen needs, so that the worker changes whenever one of them does.
 *
 * @throws when an input, a screen or the placeholder is not in the build.
 */
export const offlineCopy = ({ worker, page, screens }: OfflineCopy): Plugin => ({
  name: 'offline-copy',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
      const find = (what: string, matches: (chunk: Chunk) => boolean): Chunk => {
        const found = chunks.find(matches);
        if (!found) throw new Error(`offline copy: ${what} is not in the build`);
        return found;
      };
      const holder = find(worker, ({ isEntry, name }) => isEntry && name === worker);
      const first = find(page, ({ isEntry, name }) => isEntry && name === page);
      const later = screens.map((end) => find(end, ({ moduleIds }) => moduleIds.some((id) => id.endsWith(end))));
      const files = listFiles(bundle, [first, ...later]).map((file) => `/${file}`);
      const version = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 16);
      if (!PLACEHOLDER.test(holder.code)) throw new Error('offline copy: the worker has no place for its list');
      holder.code = holder.code.replace(PLACEHOLDER, JSON.stringify({ version, entry: `/${first.fileName}`, files }));
    },
  },
});

/** The chunks, what they import at once, their styles, and the fonts that those name. */
function listFiles(bundle: Bundle, from: readonly Chunk[]): string[] {
  const found = new Set<string>();
  const visit = (fileName: string): void => {
    const part = bundle[fileName];
    if (!part || found.has(fileName)) return;
    found.add(fileName);
    if (part.type === 'asset') {
      for (const font of namedFonts(part)) visit(font);
      return;
    }
    for (const next of [...part.imports, ...(part.viteMetadata?.importedCss ?? [])]) visit(next);
  };
  for (const { fileName } of from) visit(fileName);
  return [...found].toSorted();
}

const namedFonts = ({ fileName, source }: Rolldown.OutputAsset): string[] =>
  fileName.endsWith('.css') ? [...String(source).matchAll(/assets\/[\w.-]+[.]woff2/g)].map(([name]) => name) : [];
