// Which byte may come next in UTF-8, and in text that a model generates.

/**
 * Where a character stands: 0 is between characters, the others name the bytes read so far.
 * As in RFC 3629, overlong forms, surrogates, and code points above U+10FFFF have no path.
 */
export type Utf8State = number;

const TAB = 0x09;
const LF = 0x0a;
const FORM_FEED = 0x0c;
const LEAD_OF_PLANE_4 = 0xf1;

const BETWEEN = 0;
const NEEDS_1 = 1;
const NEEDS_2 = 2;
const NEEDS_3 = 3;
const AFTER_D8 = 4;
const AFTER_E0 = 5;
const AFTER_E2 = 6;
const AFTER_E2_80 = 7;
const AFTER_E2_81 = 8;
const AFTER_ED = 9;
const AFTER_F0 = 10;
const AFTER_F4 = 11;

/** Gives the state after `byte`, or undefined where the bytes can't be UTF-8. */
export function nextUtf8(state: Utf8State, byte: number): Utf8State | undefined {
  if (state === BETWEEN) return firstByte(byte);
  if (byte < 0x80 || byte > 0xbf) return undefined;
  switch (state) {
    case NEEDS_2:
      return NEEDS_1;
    case NEEDS_3:
      return NEEDS_2;
    case AFTER_E0:
      return byte >= 0xa0 ? NEEDS_1 : undefined;
    case AFTER_ED:
      return byte <= 0x9f ? NEEDS_1 : undefined;
    case AFTER_E2:
      return byte === 0x80 ? AFTER_E2_80 : byte === 0x81 ? AFTER_E2_81 : NEEDS_1;
    case AFTER_F0:
      return byte >= 0x90 ? NEEDS_2 : undefined;
    case AFTER_F4:
      return byte <= 0x8f ? NEEDS_2 : undefined;
    default:
      return BETWEEN;
  }
}

function firstByte(byte: number): Utf8State | undefined {
  if (byte < 0x80) return BETWEEN;
  if (byte < 0xc2 || byte > 0xf4) return undefined;
  switch (byte) {
    case 0xd8:
      return AFTER_D8;
    case 0xe0:
      return AFTER_E0;
    case 0xe2:
      return AFTER_E2;
    case 0xed:
      return AFTER_ED;
    case 0xf0:
      return AFTER_F0;
    case 0xf4:
      return AFTER_F4;
    default:
      return byte < 0xe0 ? NEEDS_1 : byte < 0xf0 ? NEEDS_2 : NEEDS_3;
  }
}

/**
 * The characters that no generated text may hold, as they stand in a regular expression's class:
 * controls but tab, LF and form feed, and those that reorder text on the screen. Those of planes 4
 * and up, which are unassigned or private, are forbidden too: vocabularies lack their bytes.
 */
export const FORBIDDEN_CHARACTERS =
  '\\x00-\\x08\\x0B\\x0D-\\x1F\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069';

/** Tells whether `byte` would complete a forbidden character. */
export function isForbidden(state: Utf8State, byte: number): boolean {
  switch (state) {
    case BETWEEN:
      return (byte < 0x20 && ![TAB, LF, FORM_FEED].includes(byte)) || byte >= LEAD_OF_PLANE_4;
    case AFTER_D8:
      return byte === 0x9c;
    case AFTER_E2_80:
      return byte === 0x8e || byte === 0x8f || (byte >= 0xaa && byte <= 0xae);
    case AFTER_E2_81:
      return byte >= 0xa6 && byte <= 0xa9;
    default:
      return false;
  }
}
