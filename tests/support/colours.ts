/** Red, green and blue, from 0 to 255. */
export type Colour = readonly [number, number, number];

const canvas = document.createElement('canvas');
const context = canvas.getContext('2d', {willReadFrequently: true}) as CanvasRenderingContext2D;

/** What any CSS colour is over an opaque ground, as this engine paints it. */
export function inkOn(colour: string, ground: Colour): Colour {
  context.fillStyle = `rgb(${ground.join(' ')})`;
  context.fillRect(0, 0, 1, 1);
  // A colour that the canvas cannot read would leave the one before.
  context.fillStyle = '#010203';
  context.fillStyle = colour;
  if (context.fillStyle === '#010203') throw new Error(`"${colour}" is no colour`);
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** WCAG 2.2, contrast ratio. */
export function contrast(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
