import '../../../src/define.js';
import {MemoryAdapter} from '../../../src/adapters/memory.js';

const [thread] = document.getElementsByTagName('parley-thread');
if (thread) thread.adapter = new MemoryAdapter({});
