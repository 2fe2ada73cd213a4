import { mkdir, writeFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';
import { buildDir } from './build-dir.ts';

/**
 * The red umbrella, drawn once as shapes and written as SVG and PNG: no image program is needed, and the picture is ours.
 * All measures on the 24-unit grid of the icons.
 */
export async function buildIcons(): Promise<void> {
  await mkdir(`${buildDir}/icons`, { recursive: true });
  await writeFile(`${buildDir}/icons/umbrella.svg`, svg());
  await writeFile(`${buildDir}/icons/umbrella-192.png`, png(192, 1));
  await writeFile(`${buildDir}/icons/umbrella-512.png`, png(512, 1));
  // Notifications: a dot, which tells nothing to whoever sees the screen.
  await writeFile(`${buildDir}/icons/dot-192.png`, png(192, 1, { shape: (x, y) => Math.hypot(x - 12, y - 12.2) - 7, colour: grey }));
  // Maskable icons may be cut to a circle of 80 %: the drawing keeps inside it.
  await writeFile(`${buildDir}/icons/umbrella-maskable-512.png`, png(512, 0.72));
}

const red = [0xb0, 0x12, 0x2f] as const;
const paper = [0xfa, 0xf6, 0xf1] as const;
const grey = [0x5a, 0x4d, 0x52] as const;

/** `shape`: the distance in units from its ink, negative inside. */
interface Drawing {
  readonly shape: (x: number, y: number) => number;
  readonly colour: readonly [number, number, number];
}

function svg(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="5" fill="#faf6f1"/><g fill="none" stroke="#b0122f" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M12 3v1.5M3 13a9 9 0 0 1 18 0Z" fill="#b0122f"/><path d="M12 13v6a2.2 2.2 0 0 0 4.4 0"/></g></svg>`;
}

/** Distance in units from the umbrella's ink; negative inside. */
function ink(x: number, y: number): number {
  const canopy = Math.max(Math.hypot(x - 12, y - 13) - 10, y - 14);
  const tip = segment(x, y, 12, 3, 12, 4.5);
  const stick = segment(x, y, 12, 13, 12, 19);
  const hook = y >= 19 ? Math.abs(Math.hypot(x - 14.2, y - 19) - 2.2) - 1 : Math.hypot(x - 16.4, y - 19) - 1;
  return Math.min(canopy, tip, stick, hook);
}

function segment(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const along = Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2)));
  return Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)) - 1;
}

function png(size: number, scale: number, { shape, colour }: Drawing = { shape: ink, colour: red }): Buffer {
  const rows = Buffer.alloc(size * (1 + size * 3));
  const unit = 24 / size / scale;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const distance = shape((column - size / 2) * unit + 12, (row - size / 2) * unit + 12.2);
      const cover = Math.min(1, Math.max(0, 0.5 - distance / unit));
      for (let channel = 0; channel < 3; channel++) {
        rows[row * (1 + size * 3) + 1 + column * 3 + channel] = Math.round(
          (colour[channel] ?? 0) * cover + (paper[channel] ?? 0) * (1 - cover)
        );
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
