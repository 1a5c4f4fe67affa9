import './lib/require-node.mjs';

// Loaded only after the line above: an old Node cannot even read it.
void import('./lib/run-suite.mjs');
