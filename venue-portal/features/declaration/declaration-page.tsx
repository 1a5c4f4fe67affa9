import { useState } from 'react';
import { useParams } from 'react-router';
import type { Declaration } from '#shared/contract/portal-settings.ts';
import type { DeclarationDraft } from '#shared/domain/declaration-draft.ts';
import { type VenueId, venueIdSchema } from '#shared/domain/ids.ts';
import { useDeclaration } from '../../api/settings.ts';
import { Loaded } from '../../ui/load-state.tsx';
import type { Done } from './done.ts';
import { Editor } from './editor.tsx';
import { Overview } from './overview.tsx';

/** What visitors declare, at one venue or at all of an organisation: what is asked now, and what is being written. */
export default function DeclarationPage() {
  const parsed = venueIdSchema.safeParse(useParams()['venueId']);
  return <DeclarationOf key={parsed.data ?? ''} owner={parsed.success ? parsed.data : null} />;
}

function DeclarationOf({ owner }: { readonly owner: VenueId | null }) {
  const query = useDeclaration(owner);
  return (
    <Loaded query={query} lines={8}>
      {(declaration) => <Work owner={owner} declaration={declaration} refetch={() => query.refetch()} />}
    </Loaded>
  );
}

function Work(props: {
  readonly owner: VenueId | null;
  readonly declaration: Declaration;
  readonly refetch: () => Promise<unknown>;
}) {
  const { owner, declaration, refetch } = props;
  const [isWriting, setWriting] = useState(declaration.draft !== null);
  const [start, setStart] = useState<DeclarationDraft | null>(null);
  /** Another piece of work begins: the editor forgets the way back. */
  const [turn, setTurn] = useState(0);
  const [done, setDone] = useState<Done | null>(null);
  const begin = (content: DeclarationDraft | null, words?: string): void => {
    setStart(content);
    setDone(words === undefined ? null : { words });
    setWriting(true);
    setTurn(turn + 1);
  };
  const end = (what: Done): void => {
    setWriting(false);
    setDone(what);
  };
  return isWriting ? (
    <Editor
      key={turn}
      owner={owner}
      declaration={declaration}
      start={start}
      said={done?.words}
      onReload={() => void refetch().then(() => begin(null))}
      onEnd={end}
      onUseAgain={begin}
    />
  ) : (
    <Overview owner={owner} declaration={declaration} done={done} onEdit={begin} onDone={setDone} />
  );
}
