/** One family: 24 px grid, 2 px line, round ends. `d` of one path each; `mirrored` ones point, so they turn in right-to-left. */
export const icons = {
  exit: { d: 'M14 4h5v16h-5M4 12h10M10 8l4 4-4 4', mirrored: true },
  shield: { d: 'M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6Z' },
  bell: { d: 'M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15ZM10 21h4' },
  pencil: { d: 'M4 20l1-4L16 5l3 3L8 19Z' },
  search: { d: 'M17 11a6 6 0 1 1-12 0a6 6 0 0 1 12 0ZM20 20l-4.6-4.6' },
  heart: { d: 'M12 20s-7-4.4-7-10a4 4 0 0 1 7-2.6A4 4 0 0 1 19 10c0 5.6-7 10-7 10Z' },
  scales: { d: 'M12 4v16M7 20h10M5 8h14M5 8l-2.5 6h5ZM19 8l-2.5 6h5Z' },
  sheet: { d: 'M7 3h8l4 4v14H7ZM15 3v4h4M10 12h6M10 16h6' },
  phone: { d: 'M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3Z' },
  message: { d: 'M4 5h16v11H9l-5 4Z' },
  pin: { d: 'M12 21s-6-5.5-6-11a6 6 0 0 1 12 0c0 5.5-6 11-6 11ZM14 10a2 2 0 1 1-4 0a2 2 0 0 1 4 0Z' },
  tick: { d: 'M5 12l4 4 10-10' },
  book: { d: 'M12 6c-2-1.5-5-2-8-2v14c3 0 6 .5 8 2 2-1.5 5-2 8-2V4c-3 0-6 .5-8 2ZM12 6v14' },
  mobile: { d: 'M7 3h10v18H7ZM11 18h2' },
  play: { d: 'M8 5v14l11-7Z' },
  keep: { d: 'M12 4v11M8 11l4 4 4-4M5 20h14' },
  globe: { d: 'M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0ZM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18' },
  menu: { d: 'M4 7h16M4 12h16M4 17h16' },
  back: { d: 'M19 12H5M11 6l-6 6 6 6', mirrored: true },
  next: { d: 'M5 12h14M13 6l6 6-6 6', mirrored: true },
  cross: { d: 'M6 6l12 12M18 6 6 18' },
  plus: { d: 'M12 5v14M5 12h14' },
  minus: { d: 'M5 12h14' },
  list: { d: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01' },
  clock: { d: 'M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0ZM12 7v5l3 2' },
  route: { d: 'M4 12 20 4l-5 16-3-7Z', mirrored: true },
  print: { d: 'M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7Z' },
  filter: { d: 'M4 6h16M7 12h10M10 18h4' },
  warning: { d: 'M12 4 2.5 20h19ZM12 10v4M12 17h.01' }
} as const satisfies Record<string, { d: string; mirrored?: boolean }>;

export type IconName = keyof typeof icons;
