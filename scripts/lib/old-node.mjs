const OLDEST = 20;

/**
 * @param {string} version as in process.versions.node
 * @returns {string | null} the sentence that refuses a Node too old to start the installation, or null
 */
export function oldNodeSentence(version) {
  if (Number(version.split('.')[0]) >= OLDEST) return null;
  return 'This needs Node ' + OLDEST + ' or newer, and ' + version + ' runs here: install a newer Node and try again.';
}
