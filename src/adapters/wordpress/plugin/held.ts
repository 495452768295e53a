import type {Comment} from '../../../model/comment.js';
import type {Kept} from '../device.js';
import {forget, keep} from '../device-notes.js';
import type {Site} from '../site.js';
import {askFates, proofOf} from './status.js';

/**
 * What the plugin says of this device's comments that waited for a moderator: those that still do, and those that
 * were turned down, which are told so. What was published is in the lists; what is gone is forgotten.
 */
export async function fatesOf(
  site: Site,
  post: number,
  waiting: readonly Kept[],
  signal: AbortSignal,
): Promise<readonly Comment[]> {
  const asked = waiting.flatMap((kept) => {
    const proof = proofOf(kept);
    return proof ? [{kept, proof}] : [];
  });
  if (asked.length === 0) return waiting.flatMap(({held}) => held ?? []);
  const fates = await askFates(
    site,
    post,
    asked.map(({proof}) => proof),
    signal,
  );
  return asked.flatMap(({kept}, index): Comment[] => {
    const {held, ...rest} = kept;
    const fate = fates[index]?.status ?? 'unknown';
    if (!held) return [];
    if (fate === 'hold') return [{...held, status: 'held'}];
    if (fate === 'unknown') return [held];
    if (fate === 'rejected') return [{...held, status: 'rejected', can: {}}];
    if (fate === 'approved' && rest.token !== undefined) keep(site.device, rest);
    else forget(site.device, kept.id);
    return [];
  });
}
