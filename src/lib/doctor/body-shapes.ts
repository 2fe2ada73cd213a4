/** Where each zone is drawn: middle and half-axes of an ellipse, on a grid of 100 by 210. Seen from the front, the person's right is on the left. */
type Shape = readonly [x: number, y: number, rx: number, ry: number];

export const shapes: Readonly<Record<'front' | 'back', Readonly<Record<string, Shape>>>> = {
  front: {
    head: [50, 9, 10, 6],
    face: [50, 19, 9, 6],
    mouth: [50, 26, 5, 2.6],
    neck: [50, 33, 5, 4],
    'right-shoulder': [33, 42, 8, 5],
    'left-shoulder': [67, 42, 8, 5],
    'right-chest': [42, 55, 8, 9],
    'left-chest': [58, 55, 8, 9],
    'upper-belly': [50, 73, 13, 8],
    'lower-belly': [50, 89, 14, 7],
    genitals: [50, 102, 7, 5.5],
    'right-arm': [25, 68, 5.5, 20],
    'left-arm': [75, 68, 5.5, 20],
    'right-hand': [19, 97, 6, 8],
    'left-hand': [81, 97, 6, 8],
    'right-thigh': [40, 126, 8.5, 17],
    'left-thigh': [60, 126, 8.5, 17],
    'right-knee': [40, 150, 7, 6],
    'left-knee': [60, 150, 7, 6],
    'right-shin': [40, 174, 6.5, 16],
    'left-shin': [60, 174, 6.5, 16],
    'right-foot': [38, 198, 8, 6],
    'left-foot': [62, 198, 8, 6]
  },
  back: {
    'back-of-head': [50, 14, 10, 11],
    nape: [50, 32, 5.5, 5],
    'upper-back': [50, 53, 17, 13],
    'lower-back': [50, 80, 14, 12],
    'left-buttock': [41, 103, 9, 9],
    'right-buttock': [59, 103, 9, 9],
    anus: [50, 110, 3.5, 4],
    'back-left-arm': [25, 65, 5.5, 22],
    'back-right-arm': [75, 65, 5.5, 22],
    'left-hand': [19, 97, 6, 8],
    'right-hand': [81, 97, 6, 8],
    'back-left-thigh': [40, 132, 8.5, 18],
    'back-right-thigh': [60, 132, 8.5, 18],
    'left-calf': [40, 170, 7, 18],
    'right-calf': [60, 170, 7, 18],
    'left-foot': [38, 198, 8, 6],
    'right-foot': [62, 198, 8, 6]
  }
};
