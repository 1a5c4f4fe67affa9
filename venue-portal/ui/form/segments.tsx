import { useId } from 'react';
import classes from './fields.module.css';

/** A few short choices side by side. Real radio buttons, so arrows move between them. */
export function Segments<V extends string>(props: {
  readonly legend: string;
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly options: readonly { readonly value: V; readonly label: string }[];
}) {
  const name = useId();
  return (
    <fieldset className={classes['segments']}>
      <legend>{props.legend}</legend>
      <div>
        {props.options.map(({ value, label }) => (
          <label key={value}>
            <input type="radio" name={name} checked={value === props.value} onChange={() => props.onChange(value)} />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
