import {documentProperty} from '../../model/document-property.js';
import {safeUrl} from '../../content/safe-url.js';
import {isAddress} from '../../model/address.js';
import type {CommentsAdapter} from '../../model/adapter.js';
import {DEFAULT_GUEST_FIELDS, type ThreadFacts} from '../../model/thread.js';
import type {ThreadOptions} from '../context.js';
import {isOn} from '../base/is-on.js';
import {ATTRIBUTES, integerIn} from '../../model/thread-attributes.js';
import type {ThreadAttributes} from './attributes.js';

/**
 * Resolves options from attributes and the backend. Invalid values fall back to defaults. Returns `before` if nothing
 * has changed: everything below the thread is rendered again for a new object.
 */
export function resolveOptions(
  attributes: ThreadAttributes,
  facts: ThreadFacts,
  adapter: CommentsAdapter | null,
  before: ThreadOptions | undefined,
): ThreadOptions {
  const policy = attributes.policy ?? facts.policy ?? null;
  const policyUrl = isAddress(attributes.policyUrl) ? attributes.policyUrl : policy?.url;
  const isClosed = isOn(attributes.closed) || facts.closed != null;
  const now: ThreadOptions = {
    variant: attributes.variant === 'classic' ? 'classic' : 'default',
    headingLevel: integerIn(ATTRIBUTES.headingLevel, attributes.headingLevel),
    maxDepth: integerIn(ATTRIBUTES.maxDepth, attributes.maxDepth),
    publisher: attributes.publisher || null,
    policyUrl: policyUrl ? safeUrl(policyUrl, documentProperty('baseURI')) : null,
    policy: attributes.policyVersion ? {...policy, version: attributes.policyVersion} : policy,
    viewer: attributes.viewer ?? facts.viewer ?? null,
    isClosed,
    readonly: isOn(attributes.readonly) || isClosed || !!facts.blocked || !adapter?.post,
    canVote: !!adapter?.vote,
    guestFields: {...DEFAULT_GUEST_FIELDS, ...facts.guestFields},
    bodyLength: facts.limits?.bodyLength ?? null,
    formatDate: attributes.formatDate,
  };
  const isSame = before?.formatDate === now.formatDate && JSON.stringify(before) === JSON.stringify(now);
  return isSame ? before : now;
}
