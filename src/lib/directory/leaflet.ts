import stylesheet from 'leaflet/dist/leaflet.css?url';

/**
 * Leaflet, fetched when a map is shown and not before. Its layers make DOM nodes, but at import it asks the browser about
 * SVG by `innerHTML = '<svg/>'`, which Trusted Types refuse: the policy named `default` lets that one string through and
 * nothing else, so Leaflet's own controls and any text given as HTML still throw.
 */
export async function loadLeaflet(): Promise<typeof import('leaflet')> {
  allowProbe();
  const [leaflet] = await Promise.all([import('leaflet'), loadStyle()]);
  return 'map' in leaflet ? leaflet : (leaflet as { default: typeof import('leaflet') }).default;
}

let allowed = false;

function allowProbe(): void {
  const types = (window as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (allowed || !types) return;
  allowed = true;
  types.createPolicy('default', {
    createHTML: (text) => {
      if (text === '<svg/>') return text;
      throw new TypeError('no markup from strings');
    }
  });
}

let styled: Promise<void> | undefined;

function loadStyle(): Promise<void> {
  styled ??= new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = stylesheet;
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      styled = undefined;
      reject(new Error('no style for the map'));
    };
    document.head.append(link);
  });
  return styled;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML: (text: string) => string }): unknown;
}
