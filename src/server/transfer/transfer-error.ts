import {SetupError} from '../database/setup-error.js';

/** What keeps an export or import from going on, in words for whoever gave the command. */
export class TransferError extends SetupError {}
