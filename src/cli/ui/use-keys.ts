// The keys that reach a screen, one by one.

import { useCallback } from 'react';
import { type Key, useInput } from './ink.js';
import { useSuspend } from './suspend.js';
import { typedKeys } from './typed-keys.js';

/** Calls `onKey`, which must stay the same function, for each key but Ctrl-Z. */
export function useKeys(onKey: (input: string, key: Key) => void): void {
  const suspend = useSuspend();
  useInput(
    useCallback(
      (chunk, chunkKey) => {
        for (const { input, key } of typedKeys(chunk, chunkKey)) {
          if (key.ctrl && input === 'z') suspend();
          else onKey(input, key);
        }
      },
      [onKey, suspend],
    ),
  );
}
