/**
 * Replaces the analysis of regular expressions, which would make the page a third larger; `destkit lint` contains it.
 */
export function growthOf(): undefined {
  return undefined;
}
