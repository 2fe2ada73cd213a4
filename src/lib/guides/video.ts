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
