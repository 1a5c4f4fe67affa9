/** A fault to be planted in one source file of the product. */
export interface Plant {
  /** How the file's address ends. */
  readonly file: string;
  /** Each `from` must be there exactly once: a plant that finds no ground fails the start. */
  readonly changes: ReadonlyArray<{ readonly from: string; readonly to: string }>;
}

/**
 * The environment in which our programs run with a fault in them: the source is changed while Node loads it, and no file and
 * no line of the product knows of it.
 */
export function withPlant({ file, changes }: Plant): { readonly NODE_OPTIONS: string } {
  const source = `
    import { registerHooks } from 'node:module';
    registerHooks({
      load(url, context, next) {
        const loaded = next(url, context);
        if (!url.endsWith(${JSON.stringify(file)})) return loaded;
        let source = String(loaded.source);
        for (const { from, to } of ${JSON.stringify(changes)}) {
          if (source.split(from).length !== 2) throw new Error('the plant finds no ground: ' + from);
          source = source.replace(from, () => to);
        }
        return { ...loaded, source };
      },
    });`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(source)}` };
}
