import type {Page} from 'playwright-core';

/** By how much two screenshots differ at most, in any channel of any pixel (0 to 255). Decoded by a page of the browser. */
export function pictureDifference(page: Page, before: Buffer, after: Buffer): Promise<number> {
  return page.evaluate(
    async (pictures) => {
      const [one, other] = await Promise.all(
        pictures.map(async (picture) => {
          const image = await createImageBitmap(await (await fetch(picture)).blob());
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
          context?.drawImage(image, 0, 0);
          return context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
        }),
      );
      if (one?.length !== other?.length) return 255;
      let most = 0;
      one?.forEach((value, index) => (most = Math.max(most, Math.abs(value - (other?.[index] ?? 0)))));
      return most;
    },
    [before, after].map((picture) => `data:image/png;base64,${picture.toString('base64')}`),
  );
}
