import { useId } from 'react';
import classes from './choice-cards.module.css';

/** A few choices, each with a sentence on when to take it. Real radio buttons. */
export function ChoiceCards<V extends string>(props: {
  readonly legend: string;
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly options: readonly { readonly value: V; readonly label: string; readonly hint: string }[];
}) {
  const name = useId();
  return (
    <fieldset className={classes['choices']}>
      <legend>{props.legend}</legend>
      <div>
        {props.options.map(({ value, label, hint }) => (
          <label key={value}>
            <input
              type="radio"
              name={name}
              checked={value === props.value}
              aria-labelledby={`${name}-${value}-label`}
              aria-describedby={`${name}-${value}-hint`}
              onChange={() => props.onChange(value)}
            />
            <strong id={`${name}-${value}-label`}>{label}</strong>
            <small id={`${name}-${value}-hint`}>{hint}</small>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
