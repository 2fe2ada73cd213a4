/** Straight to the neutral site, without asking our server; with no network, a page that tells nothing. */
export async function answerExit({ request }: { request: Request }): Promise<Response> {
  if (!navigator.onLine) return neutralPage();
  try {
    // The server's redirect says where; following it here would show our address for longer.
    return await fetch(request.url, { redirect: 'manual', credentials: 'omit' });
  } catch {
    return neutralPage();
  }
}

function neutralPage(): Response {
  const html =
    '<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">' +
    '<meta name="color-scheme" content="light dark"><title>Pas de connexion</title>' +
    '<p>Pas de connexion. Vérifiez le réseau, puis réessayez.</p></html>';
  return new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'", 'cache-control': 'no-store' }
  });
}
