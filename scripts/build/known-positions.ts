/**
 * What GeoNames does not say of places where guessing goes far wrong: seats of communes called otherwise than their
 * main village, islands far from their neighbours, and the arrondissements of the three cities. From general geography.
 */

/** Commune to the GeoNames place that is its seat. */
export const seats: Readonly<Partial<Record<string, string>>> = {
  '97701': 'Gustavia',
  '97801': 'Marigot',
  '98613': 'Mata-Utu',
  '98714': 'Vaitape',
  '98719': 'Rikitea',
  '98722': 'Hitiaa',
  '98723': 'Atuona',
  '98724': 'Fare',
  '98729': 'Afareaitu',
  '98731': 'Taiohae',
  '98744': 'Moerai',
  '98747': 'Afaahiti',
  '98748': 'Vairao',
  '98754': 'Tevaitoa',
  '98801': 'Wala',
  '98809': 'Vao',
  '98814': 'Wé',
  '98815': 'Tadine',
  '98817': 'Mont-Dore',
  '98820': 'Fayaoué',
  '98832': 'Yaté-Barrage'
};

/** To about a tenth of a degree: an island is much smaller than the way to the next one. */
export const islands: Readonly<Partial<Record<string, Degrees>>> = {
  '85113': [46.71, -2.35],
  '98711': [-17.4, -145.5],
  '98713': [-15.3, -146.7],
  '98716': [-16.1, -145.6],
  '98717': [-15.8, -140.9],
  '98718': [-10.5, -138.6],
  '98720': [-18.1, -141.0],
  '98721': [-17.6, -142.6],
  '98726': [-16.6, -143.7],
  '98727': [-14.5, -146.0],
  '98728': [-16.4, -152.3],
  '98730': [-14.2, -141.2],
  '98732': [-19.3, -138.8],
  '98734': [-17.7, -149.5],
  '98737': [-14.8, -138.8],
  '98739': [-23.9, -147.7],
  '98740': [-15.1, -147.6],
  '98741': [-27.6, -144.3],
  '98742': [-18.5, -136.4],
  '98743': [-22.7, -152.8],
  '98745': [-16.6, -151.5],
  '98746': [-9.9, -139.1],
  '98749': [-14.5, -145.0],
  '98751': [-17.3, -138.4],
  '98752': [-17.8, -149.4],
  '98753': [-23.4, -149.5],
  '98755': [-20.8, -138.6],
  '98756': [-8.9, -139.5],
  '98757': [-9.4, -140.1]
};

/** The three cities as wholes, at their town halls. */
export const cities: Readonly<Record<string, Degrees>> = {
  '75056': [48.8566, 2.3522],
  '69123': [45.7676, 4.8357],
  '13055': [43.2965, 5.3698]
};

/** Middles, in order, by the first one's code: to a few hundred metres. */
export const arrondissements: Readonly<Record<string, readonly Degrees[]>> = {
  '75101': [
    [48.8626, 2.3363], [48.8679, 2.3442], [48.863, 2.3595], [48.8544, 2.3576], [48.8445, 2.3496],
    [48.8491, 2.3329], [48.8561, 2.3122], [48.8727, 2.3126], [48.8771, 2.3374], [48.8761, 2.3607],
    [48.8589, 2.38], [48.84, 2.3876], [48.8283, 2.3623], [48.8292, 2.3266], [48.8401, 2.2928],
    [48.8604, 2.262], [48.8873, 2.3067], [48.8926, 2.3481], [48.8871, 2.3848], [48.8634, 2.4012]
  ],
  '69381': [
    [45.77, 4.828], [45.7485, 4.826], [45.753, 4.869], [45.778, 4.823], [45.755, 4.802],
    [45.772, 4.852], [45.734, 4.837], [45.735, 4.87], [45.781, 4.805]
  ],
  '13201': [
    [43.298, 5.383], [43.31, 5.366], [43.311, 5.379], [43.306, 5.4], [43.293, 5.399], [43.287, 5.38],
    [43.283, 5.356], [43.253, 5.38], [43.24, 5.43], [43.277, 5.423], [43.288, 5.48], [43.308, 5.437],
    [43.34, 5.43], [43.34, 5.39], [43.36, 5.36], [43.365, 5.315]
  ]
};

/** Latitude, longitude. */
export type Degrees = readonly [number, number];
