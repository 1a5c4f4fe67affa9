import { Link } from 'react-router';
import { type Standing, standingSchema, type WardCounts } from '#shared/contract/portal-ward.ts';
import { useLanguage } from '../../ui/language.tsx';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './ward.module.css';

const COUNT_OF = {
  active: 'active',
  'phone-only': 'phoneOnly',
  recent: 'recent',
  fresh: 'fresh',
  silent: 'silent',
} as const satisfies Readonly<Record<Standing, keyof WardCounts>>;

/** All venues in one bar, by how they stand; each part leads to its venues and says how it is counted. */
export function StandingBar(props: { readonly totals: WardCounts; readonly linkTo: (standing: Standing) => string }) {
  const { totals, linkTo } = props;
  const w = useWardText();
  const { format } = useLanguage();
  const { active, registered } = totals;
  return (
    <div className={classes['standing']}>
      <div className={classes['headline']}>
        <p>
          <strong>{w('board.active', { active: format.number(active), registered: format.number(registered) })}</strong>
          <b>{w('board.percent', { percent: format.number(Math.round((active / registered) * 1_000) / 10) })}</b>
        </p>
        <p>{w('board.activeLabel')}</p>
      </div>
      <svg
        className={classes['bar']}
        viewBox={`0 0 ${registered} 1`}
        preserveAspectRatio="none"
        role="img"
        aria-label={w('board.barLabel', { registered: format.number(registered) })}
      >
        {partsOf(totals).map(({ standing, from, count }) => (
          <rect key={standing} data-standing={standing} x={from} y={0} width={count} height={1} />
        ))}
      </svg>
      <ul className={classes['legend']}>
        {standingSchema.options.map((standing) => (
          <li key={standing}>
            <span className={classes['swatch']} data-standing={standing} aria-hidden />
            <Link to={linkTo(standing)}>{w(`standings.${standing}`)}</Link>
            <strong>{format.number(totals[COUNT_OF[standing]])}</strong>
          </li>
        ))}
      </ul>
      <details className={classes['how']}>
        <summary>{w('board.how')}</summary>
        <dl>
          {standingSchema.options.map((standing) => (
            <div key={standing}>
              <dt>{w(`standings.${standing}`)}</dt>
              <dd>{w(`standingHints.${standing}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}

function partsOf(totals: WardCounts) {
  let from = 0;
  return standingSchema.options.map((standing) => {
    const count = totals[COUNT_OF[standing]];
    const part = { standing, from, count };
    from += count;
    return part;
  });
}
