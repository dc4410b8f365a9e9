// Tells text from what only looks like a file of lines.

/** How much of a file decides between UTF-16 and other binary content. */
const SAMPLE_BYTES = 4096;

/**
 * Names what kind of content is not UTF-8 text: `UTF-16` by its byte order mark or by NUL in every
 * other byte, `binary` by any NUL byte. Invalid UTF-8 without NUL counts as text.
 */
export function binaryKind(bytes: Uint8Array): 'UTF-16' | 'binary' | undefined {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  if (mark === 0xfffe || mark === 0xfeff) return 'UTF-16';
  if (!bytes.includes(0)) return undefined;
  return alternates(bytes.subarray(0, SAMPLE_BYTES)) ? 'UTF-16' : 'binary';
}

/** Whether NUL stands at even or at odd offsets only, and in a third of them at least. */
function alternates(sample: Uint8Array): boolean {
  const nNul = [0, 0] as [number, number];
  sample.forEach((byte, at) => {
    if (byte === 0) nNul[(at & 1) as 0 | 1] += 1;
  });
  return (
    sample.length % 2 === 0 && Math.min(...nNul) === 0 && Math.max(...nNul) * 6 >= sample.length
  );
}
