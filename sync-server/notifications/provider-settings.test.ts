import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../config.ts';

const site = 'https://weather.example/';
const smtp = { SMTP_URL: 'smtps://user:secret-marker@mail.example', SMTP_FROM: 'Service <service@mail.example>' };
const account = { TWILIO_ACCOUNT_SID: 'AC01', TWILIO_AUTH_TOKEN: 'secret-marker' };

describe('the settings of providers', () => {
  it('are none at first', () => {
    expect(readConfig({}, site).providers).toEqual({ smtp: undefined, twilio: undefined });
  });

  it('are read whole', () => {
    expect(readConfig({ ...smtp, ...account, TWILIO_FROM: '+33700000000' }, site).providers).toEqual({
      smtp: { url: smtp.SMTP_URL, from: smtp.SMTP_FROM },
      twilio: { accountSid: 'AC01', authToken: 'secret-marker', sender: { from: '+33700000000' }, baseUrl: undefined }
    });
    expect(readConfig({ ...account, TWILIO_MESSAGING_SERVICE_SID: 'MG01', TWILIO_BASE_URL: 'http://127.0.0.1:1' }, site).providers.twilio).toMatchObject({
      sender: { messagingServiceSid: 'MG01' },
      baseUrl: 'http://127.0.0.1:1'
    });
  });

  it.each([
    [{ ...smtp, SMTP_URL: 'https://user:secret-marker@mail.example' }, 'SMTP_URL: must be smtp:// or smtps://'],
    [{ ...smtp, SMTP_URL: 'mail.example' }, 'SMTP_URL: must be smtp:// or smtps://'],
    [{ ...smtp, SMTP_FROM: 'Service' }, 'SMTP_FROM: must be an address'],
    [{ ...smtp, SMTP_FROM: 'service@mail.example\r\nBcc: other@mail.example' }, 'SMTP_FROM: must be an address'],
    [{ SMTP_URL: smtp.SMTP_URL }, 'SMTP_URL and SMTP_FROM: set both, or neither'],
    [{ SMTP_FROM: smtp.SMTP_FROM }, 'SMTP_URL and SMTP_FROM: set both, or neither'],
    [{ TWILIO_ACCOUNT_SID: 'AC01', TWILIO_FROM: '+33700000000' }, 'TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN: set both'],
    [{ TWILIO_AUTH_TOKEN: 'secret-marker' }, 'TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN: set both'],
    [{ TWILIO_FROM: '+33700000000' }, 'TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN: set both'],
    [account, 'TWILIO_FROM and TWILIO_MESSAGING_SERVICE_SID: set one of the two'],
    [{ ...account, TWILIO_FROM: '+33700000000', TWILIO_MESSAGING_SERVICE_SID: 'MG01' }, 'TWILIO_FROM and TWILIO_MESSAGING_SERVICE_SID: set one of the two'],
    [{ ...account, TWILIO_FROM: '06 00' }, 'TWILIO_FROM: must be a number'],
    [{ ...account, TWILIO_ACCOUNT_SID: 'SK01', TWILIO_FROM: '+33700000000' }, 'TWILIO_ACCOUNT_SID: must start with AC']
  ])('refuse %o with a sentence that says which, and no secret', (environment, sentence) => {
    const read = () => readConfig(environment, site);
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(sentence);
    expect(read).not.toThrow('secret-marker');
  });
});
