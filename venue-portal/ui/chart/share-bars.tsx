import { useLanguage } from '../language.tsx';
import classes from './share-bars.module.css';

export interface Share {
  readonly key: string;
  readonly name: string;
  readonly count: number;
}

/** Parts of a whole as bars in a table: the picture and its figures are one. */
export function ShareBars(props: {
  readonly caption: string;
  readonly heads: readonly [name: string, count: string, share: string];
  readonly shares: readonly Share[];
}) {
  const { caption, heads, shares } = props;
  const { format } = useLanguage();
  const total = shares.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(1, ...shares.map(({ count }) => count));
  return (
    <table className={classes['table']}>
      <caption className="visually-hidden">{caption}</caption>
      <thead className="visually-hidden">
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shares.map(({ key, name, count }) => (
          <tr key={key}>
            <th scope="row">
              {name}
              <span className={classes['track']} aria-hidden>
                {count > 0 && <span style={{ width: `${(count / most) * 100}%` }} />}
              </span>
            </th>
            <td>{format.number(count)}</td>
            <td>{format.percent(total === 0 ? 0 : count / total)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
