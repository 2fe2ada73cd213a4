/** A video that the operator supplies for a topic (`media.json`), in the reader's language. */
export interface Video {
  readonly topic: string;
  readonly title: string;
  readonly src: string;
  readonly type: string;
  readonly poster: string;
  readonly width: number;
  readonly height: number;
  /** Of the file, told before anything is loaded. */
  readonly bytes: number;
  readonly seconds: number;
  readonly subtitles: readonly { readonly language: string; readonly src: string }[];
  /** The words of the video, for who cannot hear, watch or load it. */
  readonly transcript: readonly string[];
}

/** Minutes and seconds, as players write it: `1:05`. */
export function durationOf({ seconds }: Pick<Video, 'seconds'>): string {
  // Rounded first: 59.7 seconds are one minute, not "0:60".
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
