// The last look before handing in: what is not answered, what was flagged, each a way back to its question.
import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Note } from '#web/ui/Note.tsx';
import { isAnswered } from '../state/answers.ts';
import { type AttemptState, unsent } from '../state/attempt-session.ts';
import css from './HandInDialog.module.css';

type HandInDialogProps = {
  isOpen: boolean;
  state: AttemptState;
  onClose: () => void;
  onMove: (to: number) => void;
  onHandIn: () => void;
};

export function HandInDialog({ isOpen, state, onClose, onMove, onHandIn }: HandInDialogProps) {
  const { t } = useTranslation('assessment');
  const places = state.questions.map(({ id }, index) => ({ id, index }));
  const open = places.filter(({ id }) => !isAnswered(state.answers[id]?.answer));
  const flagged = places.filter(({ id }) => state.flags.includes(id));
  const isBusy = state.phase === 'handing_in';
  const isStuck = state.line === 'unreachable' || state.line === 'signed_out' || state.hand_in_failed;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('hand_in.title')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <p className={css.words}>
        {open.length === 0 ? t('hand_in.all_answered') : t('hand_in.open', { count: open.length })}
      </p>
      <Places places={open} label={t('hand_in.open_list')} onMove={onMove} />
      {flagged.length > 0 && <p className={css.words}>{t('hand_in.flagged', { count: flagged.length })}</p>}
      <Places places={flagged} label={t('hand_in.flagged_list')} onMove={onMove} />
      {isStuck && (
        <Note tone="due" isAlert title={t('hand_in.stuck')}>
          {t('hand_in.stuck_why', { count: unsent(state).length })}
        </Note>
      )}
      <div className={css.actions}>
        <Button onClick={onClose} data-autofocus>
          {t('hand_in.keep')}
        </Button>
        <Button variant="filled" loading={isBusy} onClick={onHandIn}>
          {t('hand_in.confirm')}
        </Button>
      </div>
    </Modal>
  );
}

type PlacesProps = { places: { id: string; index: number }[]; label: string; onMove: (to: number) => void };

function Places({ places, label, onMove }: PlacesProps) {
  const { t } = useTranslation('assessment');
  if (places.length === 0) return null;
  return (
    <ul className={css.places} aria-label={label}>
      {places.map(({ id, index }) => (
        <li key={id}>
          <Button
            size="xs"
            aria-label={t('navigator.question', { number: index + 1 })}
            onClick={() => onMove(index)}
          >
            {index + 1}
          </Button>
        </li>
      ))}
    </ul>
  );
}
