import {sendKeys} from '@web/test-runner-commands';

/** Presses a key, with others held where the name says so: `press('Tab')`, `press('Shift+Tab')`. */
export async function press(keys: string): Promise<void> {
  const held = keys.split(/(?<=.)\+/);
  const key = held.pop() ?? keys;
  for (const name of held) await sendKeys({down: name});
  await sendKeys({press: key});
  for (const name of held.reverse()) await sendKeys({up: name});
}
