// Asks for the address of a video page and says at once whether it can be shown inside a text.
import { Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { embedSource } from '#contract/values/embeds.ts';
import { FormActions } from '#web/ui/FormActions.tsx';

type VideoPromptProps = { isOpen: boolean; onClose: () => void; onChoose: (src: string) => void };

export function VideoPrompt({ isOpen, onClose, onChoose }: VideoPromptProps) {
  const { t } = useTranslation('builder');
  const [address, setAddress] = useState('');
  const [isRefused, setIsRefused] = useState(false);

  function close(): void {
    setAddress('');
    setIsRefused(false);
    onClose();
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    event.stopPropagation();
    const src = embedSource(address);
    if (src === null) {
      setIsRefused(true);
      return;
    }
    close();
    onChoose(src);
  }
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={t('editor.video_ask')}
      closeButtonProps={{ 'aria-label': t('ui:dialog.close') }}
    >
      <form onSubmit={submit}>
        <TextInput
          data-autofocus
          type="url"
          label={t('editor.video_address')}
          description={t('editor.video_hosts')}
          placeholder="https://"
          mb={16}
          value={address}
          error={isRefused && t('editor.video_refused')}
          onChange={(event) => {
            setAddress(event.currentTarget.value);
            setIsRefused(false);
          }}
        />
        <FormActions submit={t('editor.video_insert')} onCancel={close} />
      </form>
    </Modal>
  );
}
