// The size of the terminal, followed through resizes.

import { useEffect, useState } from 'react';
import { useStdout } from './ink.js';
import type { Size } from './state.js';

/** Gives the size of the terminal that Ink draws on, 80 by 24 where it does not say. */
export function useSize(): Size {
  const { stdout } = useStdout();
  const [size, setSize] = useState(() => sizeOf(stdout));
  useEffect(() => {
    const update = () => setSize(sizeOf(stdout));
    stdout.on('resize', update);
    return () => {
      stdout.off('resize', update);
    };
  }, [stdout]);
  return size;
}

function sizeOf({ columns, rows }: NodeJS.WriteStream): Size {
  return { columns: columns || 80, rows: rows || 24 };
}
