import { Label, Radio, RadioGroup } from 'react-aria-components';

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly hint?: string;
  /** Where the words are of another language than the screen. */
  readonly lang?: string;
}

interface ChoiceRowProps<V extends string> {
  readonly label: string;
  readonly choices: readonly Choice<V>[];
  /** null: nothing chosen yet. */
  readonly value: V | null;
  readonly onChange: (value: V) => void;
}

/** One of a few, all in sight; arrows move between them. */
export function ChoiceRow<V extends string>({ label, choices, value, onChange }: ChoiceRowProps<V>) {
  return (
    <RadioGroup
      className="choice-row"
      value={value}
      onChange={(chosen) => onChange(chosen as V)}
      orientation="horizontal"
    >
      <Label className="staff-label">{label}</Label>
      <div className="choice-row__choices">
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className="choice">
            <span lang={choice.lang}>{choice.label}</span>
            {choice.hint && <span className="choice__hint">{choice.hint}</span>}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
