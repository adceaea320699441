// What is said after a write is said whether or not the component that asked is still there.
import { useQueryClient } from '@tanstack/react-query';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { renderWithProviders } from '#web/testing/render.tsx';
import { useWrite } from './use-write.ts';

const calls = () => ({
  onSuccess: vi.fn<(answer: string, input: string) => void>(),
  moveOn: vi.fn<(answer: string) => void>(),
  onError: vi.fn<(error: Error, input: string) => void>(),
  onSettled: vi.fn<() => void>(),
});
type Calls = ReturnType<typeof calls>;

/** An answer that comes when the test says so. */
function laterAnswer() {
  let resolve!: (answer: string) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<string>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
}

function Row({ write, made }: { write: (input: string) => Promise<string>; made: Calls }) {
  const client = useQueryClient();
  const { mutate } = useWrite({
    mutationFn: write,
    onSettled: () => client.invalidateQueries({ queryKey: ['list'] }),
  });
  return (
    <button type="button" onClick={() => mutate('Mia', made)}>
      Cancel the booking
    </button>
  );
}

async function clicked(write: (input: string) => Promise<string>, made: Calls) {
  const { unmount } = await renderWithProviders(<Row write={write} made={made} />);
  await userEvent.click(screen.getByRole('button', { name: 'Cancel the booking' }));
  return unmount;
}

test('the row leaves the list before the answer is there: its words are said, nobody is moved', async () => {
  const made = calls();
  const answer = laterAnswer();
  const leave = await clicked(() => answer.promise, made);
  leave();
  await act(async () => answer.resolve('cancelled'));
  await waitFor(() => expect(made.onSettled).toHaveBeenCalledOnce());
  expect(made.onSuccess).toHaveBeenCalledExactlyOnceWith('cancelled', 'Mia');
  expect(made.moveOn).not.toHaveBeenCalled();
});

test('whoever is still there is moved on, after the words', async () => {
  const made = calls();
  await clicked(async () => 'cancelled', made);
  await waitFor(() => expect(made.moveOn).toHaveBeenCalledExactlyOnceWith('cancelled'));
  expect(made.onSuccess.mock.invocationCallOrder[0]).toBeLessThan(made.moveOn.mock.invocationCallOrder[0]!);
  expect(made.onError).not.toHaveBeenCalled();
});

test('a failure is told to whoever asked, also after they left', async () => {
  const made = calls();
  const answer = laterAnswer();
  const leave = await clicked(() => answer.promise, made);
  leave();
  await act(async () => answer.reject(new Error('refused')));
  await waitFor(() => expect(made.onError).toHaveBeenCalledExactlyOnceWith(new Error('refused'), 'Mia'));
  expect(made.onSuccess).not.toHaveBeenCalled();
  expect(made.onSettled).toHaveBeenCalledOnce();
});
