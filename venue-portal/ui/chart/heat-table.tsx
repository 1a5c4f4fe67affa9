import classes from './heat-table.module.css';

export interface HeatCell {
  readonly value: number;
  /** As it stands in the cell; empty: nothing worth a number. */
  readonly text: string;
  readonly title: string;
}

/** From nothing to the most, in steps that keep the figures readable on their ground. */
const LEVELS = 5;

/** A table whose cells are the darker the more is in them: picture and figures are one. */
export function HeatTable(props: {
  readonly caption: string;
  readonly corner: string;
  readonly columns: ReadonlyArray<{ readonly key: string; readonly short: string; readonly name: string }>;
  readonly rows: ReadonlyArray<{ readonly key: number; readonly name: string; readonly cells: readonly HeatCell[] }>;
}) {
  const { caption, corner, columns, rows } = props;
  const most = Math.max(...rows.flatMap(({ cells }) => cells.map(({ value }) => value)), 0);
  const levelOf = (value: number) => (value <= 0 || most === 0 ? 0 : Math.ceil((value / most) * LEVELS));
  return (
    <table className={classes['table']}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{corner}</span>
          </th>
          {columns.map(({ key, short, name }) => (
            <th key={key} scope="col">
              <span aria-hidden>{short}</span>
              <span className="visually-hidden">{name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, cells }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            {cells.map(({ value, text, title }, index) => (
              <td key={columns[index]?.key} data-level={levelOf(value)} title={title}>
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
