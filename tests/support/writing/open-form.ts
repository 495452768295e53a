import {Drafts} from '../../../src/store/drafts.js';
import {Letter} from '../../../src/store/outbox/letter.js';
import {PAGE} from '../comments.js';
import type {FakeDevice} from './fake-device.js';

/** A form in a tab of its own, and a way to go from there. */
export interface OpenForm {
  readonly letter: Letter;
  leave(): void;
}

/** Opens one where a guest, or the viewer of this id, writes below the article. */
export async function openForm(world: FakeDevice, viewerId: string | null = null): Promise<OpenForm> {
  const tab = world.openTab();
  const letter = new Letter(new Drafts(tab.device), {
    changed: () => undefined,
    superseded: () => undefined,
    left: () => undefined,
    postedElsewhere: () => undefined,
  });
  await letter.follow({...PAGE, parentId: null, viewerId});
  return {
    letter,
    leave: () => {
      letter.close();
      tab.end();
    },
  };
}
