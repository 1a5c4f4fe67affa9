import { useId } from 'react';
import classes from '../../ui/data-page.module.css';

/** Several of a few. */
export function CheckList<V extends string>(props: {
  readonly legend: string;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly chosen: readonly V[];
  readonly error: string | undefined;
  readonly onChange: (chosen: V[]) => void;
}) {
  const errorId = useId();
  return (
    <fieldset className={classes['choices']} aria-describedby={props.error ? errorId : undefined}>
      <legend>{props.legend}</legend>
      {props.error && (
        <p id={errorId} className={classes['danger']} role="alert">
          {props.error}
        </p>
      )}
      {props.options.map(({ value, label }) => (
        <label key={value}>
          <input
            type="checkbox"
            className={classes['pick']}
            checked={props.chosen.includes(value)}
            onChange={(event) =>
              props.onChange(
                event.currentTarget.checked ? [...props.chosen, value] : props.chosen.filter((one) => one !== value),
              )
            }
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
