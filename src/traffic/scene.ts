/** Of a camera that frames are taken of: 1280x720, three bytes a pixel. */
export const WIDTH = 1280;
export const HEIGHT = 720;
const CHANNELS = 3;

/** How far the picture moves from one frame to the next, in pixels. */
const PAN = 4;
/** How strong the sensor's noise is; it makes most of a JPEG's size. */
const NOISE = 12;

/**
 * The pixels of one frame of a moving scene, always the same for the same number: a street that pans by, vehicles that
 * cross it, noise as of a sensor.
 */
export function sceneFrame(index: number): Buffer {
  const pixels = Buffer.allocUnsafe(WIDTH * HEIGHT * CHANNELS);
  const noise = pseudoRandom(index + 1);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const grain = (noise() % NOISE) - NOISE / 2;
      const [red, green, blue] = colourAt(x, y, index);
      const at = (y * WIDTH + x) * CHANNELS;
      pixels[at] = clamped(red + grain);
      pixels[at + 1] = clamped(green + grain);
      pixels[at + 2] = clamped(blue + grain);
    }
  }
  return pixels;
}

type Colour = readonly [red: number, green: number, blue: number];

const SKY: Colour = [150, 180, 215];
const STREET: Colour = [95, 95, 100];
const VEHICLES: { colour: Colour; lane: number; speed: number }[] = [
  { colour: [180, 40, 40], lane: 420, speed: 11 },
  { colour: [40, 60, 160], lane: 510, speed: -7 },
  { colour: [220, 210, 200], lane: 600, speed: 17 },
];
const VEHICLE = { width: 180, height: 70 };

function colourAt(x: number, y: number, index: number): Colour {
  for (const { colour, lane, speed } of VEHICLES) {
    const left = modulo(index * speed * 3, WIDTH);
    if (y >= lane && y < lane + VEHICLE.height && modulo(x - left, WIDTH) < VEHICLE.width) return colour;
  }
  if (y > HEIGHT / 2) return STREET;
  const house = Math.floor((x + index * PAN) / 90);
  const roof = 120 + ((house * 7919) % 160);
  if (y < roof) return SKY;
  const isWindow = modulo(x + index * PAN, 30) < 14 && modulo(y, 36) < 20;
  const shade = 90 + ((house * 104729) % 110);
  return isWindow ? [40, 50, 60] : [shade, shade - 10, shade - 25];
}

/** Numbers that look random and are the same for the same seed (xorshift32). */
function pseudoRandom(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

function clamped(value: number): number {
  return Math.max(0, Math.min(255, value));
}
