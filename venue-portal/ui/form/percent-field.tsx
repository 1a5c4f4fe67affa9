import { useLanguage } from '../language.tsx';
import classes from './fields.module.css';

/** A share of a hundred, by a slider in steps of five. */
export function PercentField(props: {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  const { id, value } = props;
  const { format } = useLanguage();
  const shown = `${format.number(value)} %`;
  return (
    <div className={classes['percent']}>
      <label htmlFor={id}>{props.label}</label>
      <output htmlFor={id} aria-hidden>
        {shown}
      </output>
      <small id={`${id}-hint`}>{props.hint}</small>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={5}
        value={value}
        aria-valuetext={shown}
        aria-describedby={`${id}-hint`}
        onChange={(event) => props.onChange(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}
