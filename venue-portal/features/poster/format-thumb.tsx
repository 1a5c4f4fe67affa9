import { POSTER_FORMATS, type PosterFormat } from '#shared/contract/poster-options.ts';
import classes from './studio.module.css';

const SIDE = 44;
/** How many codes stand side by side on a sheet. */
const COLUMNS: Partial<Record<PosterFormat, number>> = { 'stickers-4': 2, 'stickers-8': 2 };

/** The shape of a format with where its codes are, as large beside the others as it fits. */
export function FormatThumb({ format }: { readonly format: PosterFormat }) {
  const { width, height, copies, pages } = POSTER_FORMATS[format];
  const scale = (SIDE - 4) / Math.max(width, height);
  const [w, h] = [width * scale, height * scale];
  const [left, top] = [(SIDE - w) / 2, (SIDE - h) / 2];
  const onPage = Math.ceil(copies / pages);
  const columns = COLUMNS[format] ?? 1;
  const rows = Math.ceil(onPage / columns);
  const side = Math.min((w / columns) * 0.62, (h / rows) * 0.62);
  return (
    <svg className={classes['thumb']} viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden>
      <rect className={classes['thumbPaper']} x={left} y={top} width={w} height={h} rx={1.5} />
      {Array.from({ length: columns * rows }, (_, index) => {
        const x = left + ((index % columns) + 0.5) * (w / columns) - side / 2;
        const y = top + (Math.floor(index / columns) + 0.5) * (h / rows) - side / 2;
        return (
          <rect key={`${x}-${y}`} className={classes['thumbCode']} x={x} y={y} width={side} height={side} rx={0.8} />
        );
      })}
    </svg>
  );
}
