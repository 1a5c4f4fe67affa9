import type { Pictogram, Verdict } from '#shared/domain/declaration.ts';
import { PICTOGRAM_PATHS, VERDICT_PATHS } from '#shared/domain/pictograms.ts';

export function PictogramIcon({ name }: { readonly name: Pictogram }) {
  return <LineIcon path={PICTOGRAM_PATHS[name]} className="pictogram" />;
}

export function VerdictIcon({ verdict }: { readonly verdict: Verdict }) {
  return <LineIcon path={VERDICT_PATHS[verdict]} className="verdict-icon" />;
}

function LineIcon({ path, className }: { readonly path: string; readonly className: string }) {
  return (
    <svg className={className} viewBox="0 0 64 64" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
