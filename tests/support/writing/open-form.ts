import {DraftSession} from '../../../src/store/submissions/draft-session.js';
import {SubmissionRecords} from '../../../src/store/submissions/submission-records.js';
import {PAGE} from '../comments.js';
import type {FakeDevice} from './fake-device.js';

/** A form in a tab of its own, and a way to go from there. */
export interface OpenForm {
  readonly draft: DraftSession;
  leave(): void;
}

/** Opens one where a guest, or the viewer of this id, writes below the article. */
export async function openForm(world: FakeDevice, viewerId: string | null = null): Promise<OpenForm> {
  const tab = world.openTab();
  const draft = new DraftSession(SubmissionRecords.of(tab.device), {
    changed: () => undefined,
    superseded: () => undefined,
    detached: () => undefined,
    postedElsewhere: () => undefined,
  });
  await draft.setPlace({...PAGE, parentId: null, viewerId});
  return {
    draft,
    leave: () => {
      draft.close();
      tab.end();
    },
  };
}
