import type { WordedMessage, Wording } from './wording.ts';

/**
 * Read over somebody's shoulder, or on a locked screen: no word tells what the site is, nor its name. A text message holds
 * only what the GSM alphabet has (é è à ù, but neither ç nor ê).
 */
export const frenchWording: Wording = {
  'contact-code': ({ code }) =>
    worded(
      'Votre code',
      [
        'Voici votre code :',
        { code },
        'Il est valable 10 minutes. Recopiez-le dans la page où vous l’avez demandé, et ne le donnez à personne.',
        'Vous n’avez rien demandé ? Ignorez ce message : sans ce code, il ne se passe rien.'
      ],
      [`Votre code : ${code}\nValable 10 minutes. Ne le donnez à personne. Rien demandé ? Ignorez ce message.`]
    ),
  'contact-known': ({ link }) =>
    worded(
      'Votre compte',
      [
        'Quelqu’un, sans doute vous, vient de s’inscrire avec vos coordonnées. Vous avez déjà un compte : il suffit de vous connecter.',
        { link },
        'Ce n’était pas vous ? Ignorez ce message : rien n’a changé.'
      ],
      [
        `Vous avez déjà un compte, il suffit de vous connecter : ${link}\nCe n'était pas vous ? Ignorez ce message, rien n'a changé.`,
        `Vous avez déjà un compte : il suffit de vous connecter. Ce n'était pas vous ? Ignorez ce message, rien n'a changé.`
      ]
    ),
  'sponsorship-code': ({ code, link }) =>
    worded(
      'Votre invitation',
      [
        'Une personne que vous connaissez vous invite. Ouvrez ce lien, votre code y est déjà :',
        { link },
        'Vous pouvez aussi recopier le code :',
        { code },
        'Il sert une seule fois, pendant 7 jours.',
        'Vous ne voyez pas de qui il s’agit ? Ignorez ce message : rien n’est créé sans vous.'
      ],
      [
        `Une personne vous invite. Votre code (7 jours) : ${code}\n${link}\nPas pour vous ? Ignorez ce message.`,
        `Une personne vous invite (7 jours) : ${link}\nPas pour vous ? Ignorez ce message.`,
        `Une personne vous invite. Votre code, valable 7 jours : ${code}\nPas pour vous ? Ignorez ce message.`
      ]
    ),
  'sponsor-asked': ({ link }) =>
    worded(
      'Une demande pour vous',
      [
        'Une personne dit vous connaître et vous demande de la recommander. Vous pouvez accepter ou refuser, sans vous justifier :',
        { link },
        'Vous ne savez pas qui c’est ? Refusez, ou ne faites rien. Ce message n’est pas pour vous ? Ignorez-le.'
      ],
      [
        `Une personne vous demande de la recommander. Pour répondre : ${link}\nVous ne savez pas qui c'est ? Ne faites rien.`,
        `Une personne vous demande de la recommander. Connectez-vous pour répondre. Vous ne savez pas qui c'est ? Ne faites rien.`
      ]
    ),
  'account-confirmed': ({ link }) =>
    worded(
      'Votre compte est prêt',
      [
        'Votre compte est confirmé. Vous pouvez vous connecter :',
        { link },
        'Vous n’avez rien demandé ? Quelqu’un s’est sans doute trompé de coordonnées : ignorez ce message.'
      ],
      [
        `Votre compte est confirmé, vous pouvez vous connecter : ${link}\nRien demandé ? Ignorez ce message.`,
        `Votre compte est confirmé, vous pouvez vous connecter. Rien demandé ? Ignorez ce message.`
      ]
    ),
  'sponsor-declined': () =>
    worded(
      'Votre demande',
      [
        'La personne que vous avez indiquée n’a pas accepté votre demande. Elle n’a peut-être pas reconnu votre nom, ou préfère ne recommander personne en ce moment.',
        'Vous pouvez demander à quelqu’un d’autre.',
        'Vous n’avez rien demandé ? Ignorez ce message.'
      ],
      [`La personne indiquée n'a pas accepté votre demande. Vous pouvez demander à quelqu'un d'autre. Rien demandé ? Ignorez ce message.`]
    ),
  'password-reset': ({ code, link }) =>
    worded(
      'Votre mot de passe',
      [
        'Pour choisir un nouveau mot de passe, ouvrez ce lien :',
        { link },
        'Vous pouvez aussi recopier le code :',
        { code },
        'Il sert une seule fois, pendant 10 minutes. Ne le donnez à personne.',
        'Vous n’avez rien demandé ? Ignorez ce message : votre mot de passe ne change pas.'
      ],
      [
        `Pour choisir un nouveau mot de passe (10 minutes) : ${link}\nRien demandé ? Ignorez ce message.`,
        `Code pour choisir un nouveau mot de passe : ${code}\nValable 10 minutes. Rien demandé ? Ignorez ce message.`
      ]
    ),
  'password-changed': () =>
    worded(
      'Votre mot de passe a changé',
      [
        'Votre mot de passe vient d’être changé. C’était vous ? Tout va bien, il n’y a rien à faire.',
        'Ce n’était pas vous ? Choisissez-en un nouveau tout de suite, par « Mot de passe oublié » sur la page de connexion.'
      ],
      [`Votre mot de passe a changé. Ce n'était pas vous ? Choisissez-en un nouveau par "Mot de passe oublié".`]
    ),
  'contact-changed': () =>
    worded(
      'Vos coordonnées ont changé',
      [
        'Les coordonnées de votre compte viennent d’être changées. C’était vous ? Tout va bien, il n’y a rien à faire.',
        'Ce n’était pas vous ? Connectez-vous et changez votre mot de passe tout de suite.'
      ],
      [`Les coordonnées de votre compte ont changé. Ce n'était pas vous ? Connectez-vous et changez votre mot de passe.`]
    )
};

/** A mail gets the spaces of French print, which do not break; a text message keeps plain ones, for want of others. */
function worded(subject: string, mail: WordedMessage['mail'], sms: WordedMessage['sms']): WordedMessage {
  return { subject: unbroken(subject), mail: ['Bonjour,', ...mail.map((part) => (typeof part === 'string' ? unbroken(part) : part))], sms };
}

function unbroken(text: string): string {
  return text.replace(/ (?=[:;?!»])|(?<=«) /g, '\u00a0');
}
