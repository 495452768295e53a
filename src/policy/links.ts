import {typedAddresses} from '../model/typed-addresses.js';
import type {Check} from './check.js';

/** Finds comments with more than `most` links. */
export function tooManyLinks(max: number): Check {
  return ({body}) => {
    const links = Array.from(typedAddresses(body.value), ({address}) => address);
    return links.length > max ? {ruleId: 'links', words: links, severity: 'hold'} : null;
  };
}
