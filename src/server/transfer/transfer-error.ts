import {SetupError} from '../database/setup-error.js';

/** Why an export or import cannot continue; the message is for the operator. */
export class TransferError extends SetupError {}
