import type { Browser } from 'playwright-core';

/** A short video whose picture tells the second it belongs to. */
export interface Clip {
  readonly webm: Buffer;
  readonly poster: Buffer;
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
}

const width = 320;
const height = 180;
const seconds = 6;
const framesASecond = 10;

/**
 * Draws and encodes a clip in the browser: red in its first half, blue in its second, with noise, so that it is as large
 * as a real one. MediaRecorder would take as long as the clip, and leaves out its length and its index, without which no
 * player can seek: so frames come from WebCodecs, and the container is written here.
 */
export async function makeClip(browser: Browser): Promise<Clip> {
  const page = await browser.newPage();
  // WebCodecs want a secure page; none is asked for on any network.
  await page.route('https://clip.test/', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.goto('https://clip.test/');
  const { frames, poster } = await page.evaluate(encode, { width, height, seconds, framesASecond });
  await page.close();
  return { webm: webmOf(frames), poster: Buffer.from(poster, 'base64'), width, height, seconds };
}

interface Frame {
  /** Needs no frame before it: a player can begin here. */
  readonly key: boolean;
  readonly milliseconds: number;
  readonly base64: string;
}

/** Runs in the page. One key frame a second. */
async function encode(clip: { width: number; height: number; seconds: number; framesASecond: number }): Promise<{ frames: Frame[]; poster: string }> {
  const canvas = document.createElement('canvas');
  canvas.width = clip.width;
  canvas.height = clip.height;
  const brush = canvas.getContext('2d') as CanvasRenderingContext2D;
  const frames: Frame[] = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      frames.push({ key: chunk.type === 'key', milliseconds: chunk.timestamp / 1000, base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) });
    },
    error: (error) => {
      throw error;
    }
  });
  encoder.configure({ codec: 'vp8', width: clip.width, height: clip.height, framerate: clip.framesASecond, bitrate: 4_000_000 });
  for (let index = 0; index < clip.seconds * clip.framesASecond; index++) {
    draw(index / clip.framesASecond < clip.seconds / 2 ? '#d01010' : '#1010d0');
    const frame = new VideoFrame(canvas, { timestamp: (index * 1_000_000) / clip.framesASecond });
    encoder.encode(frame, { keyFrame: index % clip.framesASecond === 0 });
    frame.close();
  }
  await encoder.flush();
  draw('#10a010');
  return { frames, poster: canvas.toDataURL('image/png').split(',')[1] ?? '' };

  function draw(colour: string): void {
    brush.globalAlpha = 1;
    brush.fillStyle = colour;
    brush.fillRect(0, 0, clip.width, clip.height);
    brush.globalAlpha = 0.3;
    for (let spot = 0; spot < 4000; spot++) {
      brush.fillStyle = spot % 2 === 0 ? '#fff' : '#000';
      brush.fillRect(Math.random() * clip.width, Math.random() * clip.height, 3, 3);
    }
  }
}

/** Matroska (RFC 9559) as WebM cuts it down: a cluster a second, and the index before the first of them. */
function webmOf(frames: readonly Frame[]): Buffer {
  const clusters = groupsOf(frames).map((group) => ({ start: group[0]?.milliseconds ?? 0, bytes: clusterOf(group) }));
  const before = Buffer.concat([
    element('1549a966', element('2ad7b1', whole(1_000_000)), element('4489', decimal(seconds * 1000)), element('4d80', text('Jasmine')), element('5741', text('Jasmine'))),
    element(
      '1654ae6b',
      element(
        'ae',
        element('d7', whole(1)),
        element('73c5', whole(1)),
        element('83', whole(1)),
        element('86', text('V_VP8')),
        element('e0', element('b0', whole(width)), element('ba', whole(height)))
      )
    )
  ]);
  // All numbers have the same size, so the index is as long with its final numbers as without.
  let position = before.length + indexOf(clusters.map(() => ({ start: 0, position: 0 }))).length;
  const places = clusters.map(({ start, bytes }) => {
    const place = { start, position };
    position += bytes.length;
    return place;
  });
  return Buffer.concat([
    element('1a45dfa3', element('4286', whole(1)), element('42f7', whole(1)), element('42f2', whole(4)), element('42f3', whole(8)), element('4282', text('webm')), element('4287', whole(2)), element('4285', whole(2))),
    element('18538067', before, indexOf(places), ...clusters.map(({ bytes }) => bytes))
  ]);
}

function groupsOf(frames: readonly Frame[]): Frame[][] {
  const groups: Frame[][] = [];
  for (const frame of frames) {
    if (frame.key) groups.push([]);
    groups.at(-1)?.push(frame);
  }
  return groups;
}

function clusterOf(group: readonly Frame[]): Buffer {
  const start = group[0]?.milliseconds ?? 0;
  const blocks = group.map(({ key, milliseconds, base64 }) => {
    const head = Buffer.from([0x81, 0, 0, key ? 0x80 : 0]);
    head.writeInt16BE(milliseconds - start, 1);
    return element('a3', head, Buffer.from(base64, 'base64'));
  });
  return element('1f43b675', element('e7', whole(start)), ...blocks);
}

function indexOf(places: readonly { start: number; position: number }[]): Buffer {
  return element(
    '1c53bb6b',
    ...places.map(({ start, position }) =>
      element('bb', element('b3', whole(start)), element('b7', element('f7', whole(1)), element('f1', whole(position))))
    )
  );
}

/** A size may be written in one to eight bytes; eight always do. */
function element(id: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const size = whole(body.length);
  size[0] = 1;
  return Buffer.concat([Buffer.from(id, 'hex'), size, body]);
}

function whole(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function decimal(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}

function text(value: string): Buffer {
  return Buffer.from(value, 'utf8');
}
