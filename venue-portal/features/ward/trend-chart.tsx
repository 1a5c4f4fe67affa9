import type { Board } from '#shared/contract/portal-ward.ts';
import { useLanguage } from '../../ui/language.tsx';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './ward.module.css';

const [WIDTH, HEIGHT] = [480, 180];
const BASE = HEIGHT - 28;
const TOP = 22;

/** Active venues per day by week, and the same figures as a table. */
export function TrendChart({ weeks }: { readonly weeks: Board['weeks'] }) {
  const w = useWardText();
  const { format } = useLanguage();
  const most = Math.max(1, ...weeks.map(({ activePerDay }) => activePerDay));
  const slot = WIDTH / weeks.length;
  const values = {
    last: format.number(weeks.at(-1)?.activePerDay ?? 0),
    first: format.number(weeks[0]?.activePerDay ?? 0),
  };
  return (
    <figure className={classes['trend']}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={w('board.trendLabel', values)}>
        <line x1={0} x2={WIDTH} y1={BASE} y2={BASE} className={classes['axis']} />
        {weeks.map(({ from, activePerDay }, index) => {
          const height = (activePerDay / most) * (BASE - TOP);
          const middle = slot * (index + 0.5);
          return (
            <g key={from} data-last={index === weeks.length - 1}>
              <rect x={middle - slot * 0.32} y={BASE - height} width={slot * 0.64} height={height} rx={4} />
              <text x={middle} y={BASE - height - 7} textAnchor="middle" className={classes['value']}>
                {format.number(activePerDay)}
              </text>
              <text x={middle} y={HEIGHT - 8} textAnchor="middle">
                {shortDay(from)}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption>{w('board.trendHint')}</figcaption>
      <details className={classes['how']}>
        <summary>{w('board.table')}</summary>
        <table className={classes['counts']}>
          <thead>
            <tr>
              <th scope="col">{w('board.week', { from: '' })}</th>
              <th scope="col">{w('board.perDay')}</th>
              <th scope="col">{w('board.visits')}</th>
            </tr>
          </thead>
          <tbody>
            {weeks.map(({ from, activePerDay, visits }) => (
              <tr key={from}>
                <th scope="row">{shortDay(from)}</th>
                <td>{format.number(activePerDay)}</td>
                <td>
                  {visits === null ? w('board.visitsFew') : w('board.visitsAbout', { count: format.number(visits) })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>{w('board.visitsHint')}</p>
      </details>
    </figure>
  );
}

/** `22/11` */
const shortDay = (day: string): string => day.slice(5).split('-').toReversed().join('/');
