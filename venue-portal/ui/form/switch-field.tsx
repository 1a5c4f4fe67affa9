import type { InputHTMLAttributes } from 'react';
import classes from './fields.module.css';

/** On or off, with a sentence on what that means. A real checkbox; the whole row is its target. */
export function SwitchField(
  props: InputHTMLAttributes<HTMLInputElement> & {
    readonly id: string;
    readonly label: string;
    readonly hint: string;
  },
) {
  const { label, hint, ...input } = props;
  return (
    <label className={classes['switch']}>
      <input type="checkbox" {...input} aria-labelledby={`${input.id}-label`} aria-describedby={`${input.id}-hint`} />
      <strong id={`${input.id}-label`}>{label}</strong>
      <small id={`${input.id}-hint`}>{hint}</small>
    </label>
  );
}
