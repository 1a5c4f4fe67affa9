// Imported first by every script. Old syntax and no named imports here: it must load in the Node it refuses.
import process from 'node:process';
import { oldNodeSentence } from './old-node.mjs';

const sentence = oldNodeSentence(process.versions.node);
if (sentence !== null) {
  console.error('\n  ' + sentence + '\n');
  process.exit(1);
}
