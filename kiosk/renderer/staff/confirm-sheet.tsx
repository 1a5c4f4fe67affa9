import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { StaffSheet } from './staff-sheet.tsx';

interface ConfirmSheetProps {
  readonly question: string;
  readonly text: string;
  readonly yes: string;
  readonly onYes: () => void;
  readonly onClose: () => void;
}

/** Asks once more before what cannot be taken back. The way out comes first, and has the focus. */
export function ConfirmSheet({ question, text, yes, onYes, onClose }: ConfirmSheetProps) {
  const { t } = useKiosk();
  return (
    <StaffSheet kind="confirm" label={question} onClose={onClose}>
      <h2>{question}</h2>
      <p>{text}</p>
      <div className="staff-actions">
        <BigButton label={t('staff.cancel')} onPress={onClose} />
        <BigButton
          kind="primary"
          label={yes}
          onPress={() => {
            onYes();
            onClose();
          }}
        />
      </div>
    </StaffSheet>
  );
}
