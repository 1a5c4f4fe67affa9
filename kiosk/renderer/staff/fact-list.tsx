import { type Tone, ToneBadge } from './tone-note.tsx';

export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly tone?: { readonly tone: Tone; readonly words: string };
}

/** Names and values under each other. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="fact-list">
      {facts.map(({ name, value, tone }) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>
            {tone && (
              <>
                <ToneBadge tone={tone.tone} />
                <span className="unseen">{tone.words}: </span>
              </>
            )}
            <span>{value}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
