// A write to the server. What its caller does with the answer happens also when the component that asked is gone by then: a
// row that leaves its list because of the very write, and the dialog in it, would otherwise never say that it worked.
import {
  type DefaultError,
  type UseMutationOptions,
  type UseMutationResult,
  useMutation,
} from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';

type Callbacks<Answer, Input> = {
  onSuccess?: (answer: Answer, input: Input) => void;
  /** After `onSuccess`, only while the component is there: nobody is taken along who has gone elsewhere meanwhile. */
  moveOn?: (answer: Answer) => void;
  onError?: (error: DefaultError, input: Input) => void;
  onSettled?: () => void;
};

type Write<Answer, Input, Before> = Omit<UseMutationResult<Answer, DefaultError, Input, Before>, 'mutate'> & {
  mutate: (input: Input, callbacks?: Callbacks<Answer, Input>) => void;
};

/** `useMutation` whose callbacks of one call are called once for each call, after those of the options, mounted or not. */
export function useWrite<Answer = unknown, Input = void, Before = unknown>(
  options: UseMutationOptions<Answer, DefaultError, Input, Before>,
): Write<Answer, Input, Before> {
  const mutation = useMutation(options);
  const { mutateAsync } = mutation;
  const isThere = useRef(false);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  const mutate = useCallback(
    (input: Input, { onSuccess, moveOn, onError, onSettled }: Callbacks<Answer, Input> = {}) => {
      mutateAsync(input)
        .then(
          (answer) => {
            onSuccess?.(answer, input);
            if (isThere.current) moveOn?.(answer);
          },
          (error: DefaultError) => onError?.(error, input),
        )
        .finally(onSettled);
    },
    [mutateAsync],
  );
  return { ...mutation, mutate };
}
