// How a figure that was measured several times is printed.
import { spreadOf } from '../dist/decode/measure/spread.js';

/** Median, least and greatest as whole numbers, such as `12 (10–15)`. Takes at least one value. */
export function range(values) {
  const { median, min, max } = spreadOf(values);
  return `${median.toFixed(0)} (${min.toFixed(0)}–${max.toFixed(0)})`;
}
