import type { WordedMessage, Wording } from './wording.ts';

/** Read over somebody's shoulder, or on a locked screen: no word tells what the site is, nor its name. */
export const englishWording: Wording = {
  'contact-code': ({ code }) =>
    worded(
      'Your code',
      [
        'Here is your code:',
        { code },
        'It works for 10 minutes. Type it into the page where you asked for it, and give it to nobody.',
        'You did not ask for it? Ignore this message: without the code, nothing happens.'
      ],
      [`Your code: ${code}\nIt works for 10 minutes. Give it to nobody. You did not ask for it? Ignore this message.`]
    ),
  'contact-known': ({ link }) =>
    worded(
      'Your account',
      [
        'Somebody, probably you, has just signed up with your contact. You have an account already: just sign in.',
        { link },
        'It was not you? Ignore this message: nothing has changed.'
      ],
      [
        `You have an account already, just sign in: ${link}\nIt was not you? Ignore this message, nothing has changed.`,
        'You have an account already: just sign in. It was not you? Ignore this message, nothing has changed.'
      ]
    ),
  'sponsorship-code': ({ code, link }) =>
    worded(
      'Your invitation',
      [
        'Somebody you know invites you. Open this link, your code is in it:',
        { link },
        'Or type the code:',
        { code },
        'It works once, for 7 days.',
        'You do not know who this is from? Ignore this message: nothing is made without you.'
      ],
      [
        `Somebody invites you. Your code (7 days): ${code}\n${link}\nNot for you? Ignore this message.`,
        `Somebody invites you (7 days): ${link}\nNot for you? Ignore this message.`,
        `Somebody invites you. Your code, for 7 days: ${code}\nNot for you? Ignore this message.`
      ]
    ),
  'sponsor-asked': ({ link }) =>
    worded(
      'A request for you',
      [
        'Somebody says that they know you, and asks you to vouch for them. You may say yes or no, and need not say why:',
        { link },
        'You do not know who it is? Say no, or do nothing. This message is not for you? Ignore it.'
      ],
      [
        `Somebody asks you to vouch for them. To answer: ${link}\nYou do not know who it is? Do nothing.`,
        'Somebody asks you to vouch for them. Sign in to answer. You do not know who it is? Do nothing.'
      ]
    ),
  'account-confirmed': ({ link }) =>
    worded(
      'Your account is ready',
      [
        'Your account is confirmed. You can sign in:',
        { link },
        'You did not ask for one? Somebody probably mistyped their contact: ignore this message.'
      ],
      [
        `Your account is confirmed, you can sign in: ${link}\nYou did not ask for one? Ignore this message.`,
        'Your account is confirmed, you can sign in. You did not ask for one? Ignore this message.'
      ]
    ),
  'sponsor-declined': () =>
    worded(
      'Your request',
      [
        'The person you named did not accept your request. Perhaps they did not recognise you, or would rather vouch for nobody at the moment.',
        'You can ask somebody else.',
        'You did not ask for anything? Ignore this message.'
      ],
      ['The person you named did not accept your request. You can ask somebody else. You did not ask? Ignore this message.']
    ),
  'password-reset': ({ code, link }) =>
    worded(
      'Your password',
      [
        'To choose a new password, open this link:',
        { link },
        'Or type the code:',
        { code },
        'It works once, for 10 minutes. Give it to nobody.',
        'You did not ask for it? Ignore this message: your password stays as it is.'
      ],
      [
        `To choose a new password (10 minutes): ${link}\nYou did not ask? Ignore this message.`,
        `Code to choose a new password: ${code}\nIt works for 10 minutes. You did not ask? Ignore this message.`
      ]
    ),
  'password-changed': () =>
    worded(
      'Your password has changed',
      [
        'Your password has just been changed. It was you? All is well, there is nothing to do.',
        'It was not you? Choose a new one at once, with “I forgot my password” on the sign-in page.'
      ],
      ['Your password has changed. It was not you? Choose a new one at once, with "I forgot my password".']
    ),
  'contact-changed': () =>
    worded(
      'Your contact has changed',
      [
        'The contact of your account has just been changed. It was you? All is well, there is nothing to do.',
        'It was not you? Sign in and change your password at once.'
      ],
      ['The contact of your account has changed. It was not you? Sign in and change your password at once.']
    )
};

function worded(subject: string, mail: WordedMessage['mail'], sms: WordedMessage['sms']): WordedMessage {
  return { subject, mail: ['Hello,', ...mail], sms };
}
