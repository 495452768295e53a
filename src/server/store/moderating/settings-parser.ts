import {createParser} from '../../http/parser.js';
import {SettingsChange} from '../../http/schemas/settings.js';

/** Throws `malformed`, with what is wrong first, for settings that do not exist or have a value they cannot have. */
export const parseSettingsChange = createParser(SettingsChange, {whole: 'settings', root: 'settings'});
